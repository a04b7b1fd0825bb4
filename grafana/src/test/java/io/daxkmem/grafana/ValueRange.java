package io.daxkmem.grafana;

/** The values that a series may have. */
record ValueRange(double least, double most) {

  /** An increase is extrapolated. */
  private static final double ABOUT = 0.2;

  /** Less than to the next whole number. */
  private static final double MOST_ABOUT = 0.45;

  private static final double ROUNDING = 1e-6;

  /**
   * Reads one: {@code 3} is this number, {@code ~3} is about 3 and nearer to it than to any other
   * whole number, and {@code +} is more than 0.
   */
  static ValueRange of(String text) {
    if (text.startsWith("~")) {
      double number = Double.parseDouble(text.substring(1));
      double about = Math.min(number * ABOUT, MOST_ABOUT);
      return new ValueRange(number - about, number + about);
    }
    return text.equals("+")
        ? new ValueRange(2 * ROUNDING, Double.POSITIVE_INFINITY)
        : new ValueRange(Double.parseDouble(text), Double.parseDouble(text));
  }

  /** The sums of one of these and one of those. */
  ValueRange plus(ValueRange other) {
    return new ValueRange(least + other.least, most + other.most);
  }

  boolean contains(double value) {
    return value >= least - ROUNDING && value <= most + ROUNDING;
  }
}
