package io.daxkmem.exporter.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The flags as options of Commons CLI. */
final class CommandLineOptions {
  private CommandLineOptions() {}

  static Options all() {
    Options options = new Options();
    for (Flag flag : Flag.values()) {
      options.addOption(option(flag));
    }
    return options;
  }

  private static Option option(Flag flag) {
    Option.Builder option =
        (flag == Flag.HELP ? Option.builder("h") : Option.builder())
            .longOpt(flag.longName())
            .desc(flag.description());
    if (flag.valueName() != null) {
      option.argName(flag.valueName()).hasArg().optionalArg(flag == Flag.SIMULATE);
    }
    return option.get();
  }
}
