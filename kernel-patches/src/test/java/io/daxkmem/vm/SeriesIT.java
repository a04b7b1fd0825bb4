package io.daxkmem.vm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What {@code vm/check-series --quick} says of the series: each of its lines is a test. */
class SeriesIT {
  private static final Duration LONGEST = Duration.ofMinutes(45);

  @TestFactory
  Stream<DynamicTest> series() {
    String program = Path.of("vm", "check-series").toAbsolutePath().toString();
    Output output = Output.of(new ProcessBuilder(program, "--quick"), LONGEST);
    return Tap.of(output.lines(), output.status()).tests();
  }
}
