package io.daxkmem.exporter.cli;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The arguments of a command line. All methods throw {@link UsageException} if it is wrong. */
public final class Arguments {
  private final CommandLine line;

  /** Parses a command line. */
  public Arguments(String... args) {
    try {
      line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .get()
              .parse(CommandLineOptions.all(), args);
    } catch (UnrecognizedOptionException e) {
      throw new UsageException(
          e.getMessage()
              + NearestFlag.of(e.getOption())
                  .map(flag -> ". Did you mean " + flag + "?")
                  .orElse(""));
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
    if (!line.getArgList().isEmpty()) {
      throw new UsageException("Not a flag: '" + line.getArgList().get(0) + "'");
    }
    Set<String> seen = new HashSet<>();
    for (Option option : line.getOptions()) {
      if (!seen.add(option.getLongOpt())) {
        throw new UsageException("--" + option.getLongOpt() + " is given more than once");
      }
    }
  }

  /** Whether a flag is present, with or without a value. */
  public boolean has(Flag flag) {
    return line.hasOption(flag.longName());
  }

  /** All flags present and their values; {@code on} for flags without one. */
  public Map<Flag, String> all() {
    Map<Flag, String> all = new EnumMap<>(Flag.class);
    for (Flag flag : Flag.values()) {
      if (has(flag)) {
        all.put(flag, given(flag).orElse("on"));
      }
    }
    return all;
  }

  /** The first flag present that is not among these. */
  public Optional<Flag> firstBut(Set<Flag> flags) {
    return Arrays.stream(Flag.values()).filter(this::has).filter(not(flags::contains)).findFirst();
  }

  /** The value of a flag that has a default. */
  public String text(Flag flag) {
    return Objects.requireNonNull(line.getOptionValue(flag.longName(), flag.defaultValue()));
  }

  /** The value of a flag that may be absent. */
  public Optional<String> given(Flag flag) {
    return Optional.ofNullable(line.getOptionValue(flag.longName()));
  }

  public Path path(Flag flag) {
    return path(flag, text(flag));
  }

  public Optional<Path> file(Flag flag) {
    return given(flag).map(name -> path(flag, name));
  }

  public OptionalInt number(Flag flag) {
    Optional<String> text = given(flag);
    try {
      return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.get()));
    } catch (NumberFormatException e) {
      throw new UsageException(
          String.format(Locale.ROOT, "%s takes a number, not '%s'", flag, text.get()));
    }
  }

  /** {@code HOST:PORT}. */
  public InetSocketAddress address(Flag flag) {
    try {
      return ListenAddress.of(text(flag));
    } catch (UsageException e) {
      throw new UsageException(flag + ": " + e.getMessage());
    }
  }

  /** A constant of an enum, by its name in lower case. */
  public <E extends Enum<E>> E choice(Flag flag, Class<E> type) {
    String text = text(flag);
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equals(text)) {
        return constant;
      }
    }
    throw new UsageException(
        String.format(
            Locale.ROOT,
            "%s takes one of %s, not '%s'",
            flag,
            Arrays.stream(type.getEnumConstants()).map(Arguments::name).collect(joining(", ")),
            text));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Path path(Flag flag, String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException(flag + ": " + e.getMessage());
    }
  }
}
