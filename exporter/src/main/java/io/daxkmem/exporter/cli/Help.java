package io.daxkmem.exporter.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/** Prints {@code --help}. */
public final class Help {
  private static final int COLUMNS = 100;

  private Help() {}

  public static void print(Appendable out) {
    TextHelpAppendable text = new TextHelpAppendable(out);
    text.setMaxWidth(COLUMNS);
    HelpFormatter.Builder help = HelpFormatter.builder().setShowSince(false);
    help.setHelpAppendable(text);
    try {
      help.get()
          .printHelp(
              "dax-kmem-exporter [FLAGS]",
              "Exports the state of dax regions used as ordinary memory to Prometheus.",
              CommandLineOptions.all().getOptions(),
              "",
              false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
