package io.daxkmem.vm;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What {@code vm/check-series --quick} says of each series: each of its lines is a test. */
class SeriesIT {
  private static final Duration LONGEST = Duration.ofMinutes(45);

  @TestFactory
  Stream<DynamicContainer> series() {
    return KernelIT.LINUX.stream().map(linux -> dynamicContainer(linux, of(linux)));
  }

  private static Stream<DynamicTest> of(String linux) {
    String program = Path.of("vm", "check-series").toAbsolutePath().toString();
    Output output = Output.of(new ProcessBuilder(program, "--linux", linux, "--quick"), LONGEST);
    return Tap.of(output.lines(), output.status()).tests();
  }
}
