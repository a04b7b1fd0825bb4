package io.daxkmem.grafana;

/** The values that a series may have. */
record ValueRange(double least, double most) {

  /** An increase is extrapolated. */
  private static final double ABOUT = 1.5;

  private static final double ROUNDING = 1e-6;

  /**
   * Reads one: {@code 3} is this number, {@code ~3} is that many or somewhat more, {@code +} is
   * more than 0, and {@code ?} is 0 or more.
   */
  static ValueRange of(String text) {
    if (text.startsWith("~")) {
      double number = Double.parseDouble(text.substring(1));
      return new ValueRange(number, number * ABOUT);
    }
    return switch (text) {
      case "+" -> new ValueRange(2 * ROUNDING, Double.POSITIVE_INFINITY);
      case "?" -> new ValueRange(0, Double.POSITIVE_INFINITY);
      default -> new ValueRange(Double.parseDouble(text), Double.parseDouble(text));
    };
  }

  /** The sums of one of these and one of those. */
  ValueRange plus(ValueRange other) {
    return new ValueRange(least + other.least, most + other.most);
  }

  boolean contains(double value) {
    return value >= least - ROUNDING && value <= most + ROUNDING;
  }
}
