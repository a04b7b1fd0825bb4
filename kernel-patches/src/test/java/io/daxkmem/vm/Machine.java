package io.daxkmem.vm;

import io.daxkmem.vm.VirtualMachine.Kernel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A machine, and the scripts that run in it, one after the other. */
record Machine(Kernel kernel, List<String> options, List<Script> scripts) {
  private static final Duration LONGEST = Duration.ofMinutes(25);
  private static final Pattern BEGIN = Pattern.compile("# begin (?<command>.*)");
  private static final Pattern END =
      Pattern.compile("# end (?<status>-?\\d+) (?<seconds>\\d+) (?<command>.*)");

  /** What a script said and how many seconds it took, or nothing if it was not run to an end. */
  record Run(Script script, Optional<Tap> tap, int seconds) {}

  /** What all of them said, and the exit status of {@code vm/run}. */
  record Result(Machine machine, List<Run> runs, int status) {}

  /** As few machines as can be for all scripts, with the order of the scripts kept. */
  static List<Machine> of(Kernel kernel, List<Script> scripts) {
    Map<List<String>, List<Machine>> machines = new LinkedHashMap<>();
    Stream.concat(
            scripts.stream().filter(script -> !script.last()),
            scripts.stream().filter(Script::last))
        .forEach(
            script -> {
              List<Machine> alike =
                  machines.computeIfAbsent(script.options(), options -> new ArrayList<>());
              if (alike.isEmpty() || alike.get(alike.size() - 1).isFull()) {
                alike.add(new Machine(kernel, script.options(), new ArrayList<>()));
              }
              alike.get(alike.size() - 1).scripts.add(script);
            });
    return machines.values().stream().flatMap(List::stream).toList();
  }

  private boolean isFull() {
    return scripts.stream().anyMatch(Script::last);
  }

  Result run(Path tests) {
    String[] command =
        Stream.concat(
                Stream.of(tests.resolve("together").toString()),
                scripts.stream().map(Script::command))
            .toArray(String[]::new);
    Output output =
        Output.of(
            VirtualMachine.booting(kernel).with(options.toArray(String[]::new)).command(command),
            LONGEST);
    return new Result(
        this,
        scripts.stream().map(script -> runOf(script, output.lines())).toList(),
        output.status());
  }

  private static Run runOf(Script script, List<String> lines) {
    List<String> said = new ArrayList<>();
    boolean begun = false;
    for (String line : lines) {
      Matcher begin = BEGIN.matcher(line);
      Matcher end = END.matcher(line);
      if (begin.matches()) {
        begun = begin.group("command").equals(script.command());
      } else if (begun && end.matches()) {
        return new Run(
            script,
            Optional.of(Tap.of(said, Integer.parseInt(end.group("status")))),
            Integer.parseInt(end.group("seconds")));
      } else if (begun) {
        said.add(line);
      }
    }
    return new Run(script, said.isEmpty() ? Optional.empty() : Optional.of(Tap.of(said, -1)), 0);
  }

  @Override
  public String toString() {
    return String.join(" ", Stream.concat(Stream.of(kernel.option()), options.stream()).toList());
  }
}
