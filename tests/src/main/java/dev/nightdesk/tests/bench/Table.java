package dev.nightdesk.tests.bench;

import dev.nightdesk.tests.bench.Figures.Figure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The figures as a Markdown table.
final class Table {
  /// What was aimed at.
  ///
  /// @param ratio whether it bounds our figure divided by the bare bot's, or our figure alone
  /// @param atLeast whether more is better
  private record Aim(boolean ratio, boolean atLeast, double bound) {
    String judge(double ours, double bare) {
      double value = ratio ? ours / bare : ours;
      boolean met = atLeast ? value >= bound : value <= bound;
      String words = (atLeast ? "≥ " : "≤ ") + plain(bound) + (ratio ? " F" : "");
      return words + (met ? " ok" : " **over**");
    }
  }

  private static final Map<Figure, Aim> AIMS = new EnumMap<>(Figure.class);

  static {
    AIMS.put(Figure.ANSWER_P50, new Aim(true, false, 4));
    AIMS.put(Figure.ANSWER_P99, new Aim(true, false, 5));
    AIMS.put(Figure.RATE_10, new Aim(true, true, 0.25));
    AIMS.put(Figure.RATE_50, new Aim(true, true, 0.25));
    AIMS.put(Figure.CPU_1, new Aim(false, false, 4));
    AIMS.put(Figure.CPU_10, new Aim(false, false, 4));
    AIMS.put(Figure.CPU_50, new Aim(false, false, 4));
    AIMS.put(Figure.BURST, new Aim(false, false, 500));
    AIMS.put(Figure.START, new Aim(false, false, 1500));
    AIMS.put(Figure.IDLE, new Aim(false, false, 130));
  }

  /// What one channel was measured at.
  record Channel(String name, Figures ours, Figures bare) {}

  private Table() {}

  static String of(Figures ours, Figures bare, LocalDate day) {
    var lines = new ArrayList<String>();
    lines.add("Measured " + day + " on " + machine() + ".");
    lines.add("");
    lines.add("| | Nightdesk | bare bot (F) | ratio | aim |");
    lines.add("| --- | ---: | ---: | ---: | --- |");
    for (var row : rows(ours)) {
      lines.add("| %s | %s |".formatted(line(row, ours, bare), aims(row, ours, bare)));
    }
    return String.join("\n", lines) + "\n";
  }

  /// The same of one more channel each, without aims.
  static String of(List<Channel> channels) {
    var lines = new ArrayList<String>();
    lines.add("| | | Nightdesk | bare bot (F) | ratio |");
    lines.add("| --- | --- | ---: | ---: | ---: |");
    for (var channel : channels) {
      for (var row : rows(channel.ours())) {
        lines.add(
            "| %s | %s |".formatted(channel.name(), line(row, channel.ours(), channel.bare())));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " shared cores, "
        + System.getProperty("os.name")
        + ", Java "
        + System.getProperty("java.version");
  }

  /// Percentiles of one thing stand in one row. What we were not measured at has none.
  private static List<List<Figure>> rows(Figures ours) {
    var rows = new ArrayList<List<Figure>>();
    for (Figure figure : Figure.values()) {
      if (Double.isNaN(ours.get(figure))) {
        continue;
      }
      boolean joins = !rows.isEmpty() && rows.getLast().getFirst().words.equals(figure.words);
      if (joins) {
        rows.getLast().add(figure);
      } else {
        rows.add(new ArrayList<>(List.of(figure)));
      }
    }
    return rows;
  }

  private static String line(List<Figure> row, Figures ours, Figures bare) {
    String percentiles = row.size() > 1 ? ", p50 / p95 / p99" : "";
    return "%s%s | %s | %s | %s"
        .formatted(
            row.getFirst().words,
            percentiles,
            cell(row, figure -> ours.get(figure)) + " " + row.getFirst().unit,
            cell(row, figure -> bare.get(figure)),
            cell(row, figure -> ours.get(figure) / bare.get(figure)));
  }

  private static String aims(List<Figure> row, Figures ours, Figures bare) {
    return row.stream()
        .filter(AIMS::containsKey)
        .map(figure -> aim(figure).judge(ours.get(figure), bare.get(figure)))
        .collect(Collectors.joining("; "));
  }

  private static Aim aim(Figure figure) {
    var aim = AIMS.get(figure);
    if (aim == null) {
      throw new IllegalStateException("no aim for " + figure);
    }
    return aim;
  }

  private static String cell(List<Figure> row, ToDoubleFunction<Figure> value) {
    return row.stream()
        .map(figure -> plain(value.applyAsDouble(figure)))
        .collect(Collectors.joining(" / "));
  }

  private static String plain(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
