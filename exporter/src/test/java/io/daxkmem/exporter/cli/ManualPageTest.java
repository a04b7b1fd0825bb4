package io.daxkmem.exporter.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The man page has the flags and the words of {@code --help}. Its commands are those of
 * OPERATING.md, which {@code DailyWorkIT} tries as written, and those in the flags' file of the
 * control service, which {@code try-boot} does.
 */
class ManualPageTest {
  private static final Pattern FLAG =
      Pattern.compile(".*\\bFl -(\\S+)(?: Ns(?: Op)? = Ns Ar (\\S+))?\n(.*)", Pattern.DOTALL);

  /** A flag's line in a list, and the text below. */
  private record Entry(String name, @Nullable String value, String text) {
    static Entry of(Flag flag) {
      return new Entry(flag.longName(), flag.valueName(), flag.description());
    }

    static Entry of(String item) {
      Matcher flag = FLAG.matcher(item);
      assertThat(flag.matches()).as(item).isTrue();
      String text = flag.group(3).lines().collect(joining(" ")).replace("\\-", "-");
      return new Entry(flag.group(1), flag.group(2), text);
    }
  }

  @Test
  void flagsAreThoseOfTheHelp() throws IOException {
    assertThat(flags()).isEqualTo(Stream.of(Flag.values()).map(Entry::of).toList());
  }

  @Test
  void commandsAreThoseOfTheDailyWork() throws IOException {
    String page = Files.readString(Path.of("packaging", "dax-kmem-exporter.1"));
    List<String> commands =
        Pattern.compile("\n\\.Bd -literal -offset indent\n(.*?)\n\\.Ed\n", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(block -> block.group(1).replace("\\e", "\\"))
            .filter(block -> !block.startsWith("-D"))
            .flatMap(String::lines)
            .toList();

    List<String> tried = new ArrayList<>(Files.readAllLines(Path.of("OPERATING.md")));
    Files.readAllLines(Path.of("packaging", "default", "dax-kmem-control"))
        .forEach(line -> tried.add(line.replaceFirst("^#   ", "")));
    assertThat(commands).hasSize(14);
    assertThat(tried).containsAll(commands);
  }

  private static List<Entry> flags() throws IOException {
    String page = Files.readString(Path.of("packaging", "dax-kmem-exporter.1"));
    String list = page.split("The flags are:\n", 2)[1].split("\n\\.El", 2)[0];
    return Pattern.compile("\n\\.It ").splitAsStream(list).skip(1).map(Entry::of).toList();
  }
}
