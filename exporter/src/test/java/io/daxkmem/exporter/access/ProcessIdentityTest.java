package io.daxkmem.exporter.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {
  @TempDir Path folder;

  @Test
  void thisProcessOwnsWhatItWrites() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    ProcessIdentity process = ProcessIdentity.ofProcess();

    assertThat((int) process.user()).isEqualTo(Files.getAttribute(file, "unix:uid"));
    assertThat(process.isIn(((Number) Files.getAttribute(file, "unix:gid")).longValue())).isTrue();
  }

  @Test
  void realUserAndAllGroupsCount() {
    assertThat(
            ProcessIdentity.of(
                "Name:\tjava\nUid:\t62595\t0\t1\t2\nGid:\t7\t8\t9\t10\nGroups:\t24 4000000000 \n"))
        .isEqualTo(new ProcessIdentity(62595, Set.of(7L, 24L, 4_000_000_000L)));
  }

  @Test
  void thereMayBeNoOtherGroups() {
    assertThat(ProcessIdentity.of("Uid:\t1\t1\t1\t1\nGid:\t2\t2\t2\t2\nGroups:\t\n"))
        .isEqualTo(new ProcessIdentity(1, Set.of(2L)));
  }
}
