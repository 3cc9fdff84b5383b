package dev.nightdesk.gateway.config;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Numbers with their units: `1 GiB`, `30/s`.
final class Units {
  static final String SIZE_HINT = "Write a number with its unit, like 1 GiB or 500 MB, or off.";
  static final String RATE_HINT = "Write how many in which time, like 1/s or 20/m.";

  /// No disk is larger, and a long holds it.
  static final long MAX_BYTES = 1L << 50;

  /// Nothing we speak to takes more.
  static final double MAX_PER_SECOND = 10_000;

  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)\\s*([A-Za-z]{1,3})");
  private static final Pattern RATE =
      Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)\\s*/\\s*(s|m|h)");
  private static final Map<String, Long> BYTES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3_600);

  static {
    BYTES.put("B", 1L);
    BYTES.put("KB", 1_000L);
    BYTES.put("MB", 1_000_000L);
    BYTES.put("GB", 1_000_000_000L);
    BYTES.put("TB", 1_000_000_000_000L);
    BYTES.put("KiB", 1L << 10);
    BYTES.put("MiB", 1L << 20);
    BYTES.put("GiB", 1L << 30);
    BYTES.put("TiB", 1L << 40);
  }

  private Units() {}

  /// Bytes, or nothing (reported). `off` means 0.
  static Optional<Long> bytes(Value value) {
    if (value.isOff()) {
      return Optional.of(0L);
    }
    var text = value.text();
    var size = text.flatMap(Units::bytes);
    if (text.isPresent() && size.isEmpty()) {
      value.error(value.shown() + " is not a size.", SIZE_HINT);
    }
    return size;
  }

  private static Optional<Long> bytes(String text) {
    var match = SIZE.matcher(text);
    if (!match.matches() || !BYTES.containsKey(match.group(2))) {
      return Optional.empty();
    }
    var bytes =
        new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(BYTES.get(match.group(2))));
    return bytes.compareTo(BigDecimal.valueOf(MAX_BYTES)) > 0
        ? Optional.empty()
        : Optional.of(bytes.longValue());
  }

  /// Times a second, above zero, or nothing (reported).
  static Optional<Double> perSecond(Value value) {
    var text = value.text();
    var rate = text.flatMap(Units::perSecond);
    if (text.isPresent() && rate.isEmpty()) {
      value.error(value.shown() + " is not a rate.", RATE_HINT);
    }
    return rate;
  }

  private static Optional<Double> perSecond(String text) {
    var match = RATE.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    double rate = Double.parseDouble(match.group(1)) / SECONDS.getOrDefault(match.group(2), 1);
    return Optional.of(rate).filter(it -> it > 0 && it <= MAX_PER_SECOND);
  }
}
