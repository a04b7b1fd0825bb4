package io.daxkmem.exporter.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file in a folder whose owner would have us overwrite another file. */
class NewFileTest {
  @TempDir Path folder;
  private Path file;
  private Path victim;

  @BeforeEach
  void create() throws IOException {
    file = folder.resolve("dax.prom");
    victim = Files.writeString(folder.resolve("victim"), "untouched");
  }

  @Test
  void aLinkThatIsThereAlreadyIsNotFollowed() throws IOException {
    UUID guessed = new UUID(1, 2);
    Path link = folder.resolve("dax.prom." + guessed + ".tmp");
    Files.createSymbolicLink(link, victim);

    assertThatThrownBy(() -> new NewFile(file, () -> guessed).write(out -> out.write('x')))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(victim).hasContent("untouched");
    assertThat(file).doesNotExist();
  }

  @Test
  void aLinkPutInItsPlaceIsNotWrittenThrough() throws IOException {
    new NewFile(file)
        .write(
            out -> {
              Path written = temporary().get(0);
              Files.delete(written);
              Files.createSymbolicLink(written, victim);
              out.write("new".getBytes(UTF_8));
            });

    assertThat(victim).hasContent("untouched");
  }

  @Test
  void itsNameIsAnotherEachTime() throws IOException {
    List<Path> names = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      new NewFile(file).write(out -> names.addAll(temporary()));
    }

    assertThat(names).hasSize(3).doesNotHaveDuplicates();
  }

  private List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(one -> one.toString().endsWith(".tmp")).toList();
    }
  }
}
