package io.daxkmem.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** The contract on the kernel that this runs on; {@link HostSysfsIT} boots ours for it. */
class HostKernelContract extends KernelContract<HostSysfs> {
  static final String PIN_PAGE = "pin-page";

  HostKernelContract() {
    super(new HostSysfs(Path.of("/sys")));
  }

  @Override
  AutoCloseable pinPage() throws IOException {
    Process holder =
        new ProcessBuilder(System.getProperty(PIN_PAGE), "1")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8));
    if (!"pinned".equals(output.readLine())) {
      throw new IllegalStateException("pin-page ended with " + holder.onExit().join().exitValue());
    }
    return () -> {
      holder.getOutputStream().close();
      holder.waitFor();
    };
  }
}
