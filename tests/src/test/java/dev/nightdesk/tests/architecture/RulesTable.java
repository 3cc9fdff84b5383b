package dev.nightdesk.tests.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// docs/rules.md, read: one row a rule, with the tests that prove it or a word that says why there
/// is none.
record RulesTable(List<Row> rows, List<String> complaints) {
  private static final Pattern RULE = Pattern.compile("([A-Z]{3,5})-([1-9]\\d*)");
  private static final Pattern TEST = Pattern.compile("`([\\w.]+)#(\\w+)`");
  private static final Pattern REASON =
      Pattern.compile("\\*\\*(?:differs|later|missing|nothing to build)\\*\\*");

  /// @param tests may be empty when a reason is given
  record Row(String rule, List<Proof> tests) {}

  /// @param type the end of its full name, with a dot in it
  record Proof(String type, String method) {
    @Override
    public String toString() {
      return type + "#" + method;
    }
  }

  static RulesTable of(String page) {
    var rows = new ArrayList<Row>();
    var complaints = new ArrayList<String>();
    page.lines()
        .filter(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("| rule |") && !line.startsWith("| --- |"))
        .forEach(line -> read(line, rows, complaints));
    order(rows, complaints);
    return new RulesTable(List.copyOf(rows), List.copyOf(complaints));
  }

  private static void read(String line, List<Row> rows, List<String> complaints) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 5 || cells[2].isBlank()) {
      complaints.add("is no row of three filled columns: " + line);
      return;
    }
    String rule = cells[1].strip();
    if (!RULE.matcher(rule).matches()) {
      complaints.add(rule + " is no rule's name");
      return;
    }
    var tests =
        TEST.matcher(cells[3])
            .results()
            .map(found -> new Proof(found.group(1), found.group(2)))
            .toList();
    if (tests.isEmpty() && !REASON.matcher(cells[3]).find()) {
      complaints.add(rule + " names neither a test nor a reason");
    }
    rows.add(new Row(rule, tests));
  }

  /// Every family of rules is whole and in its order.
  private static void order(List<Row> rows, List<String> complaints) {
    Map<String, List<Integer>> families = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (Row row : rows) {
      if (!seen.add(row.rule())) {
        complaints.add(row.rule() + " stands twice");
      }
      var parts = RULE.matcher(row.rule());
      if (parts.matches()) {
        families
            .computeIfAbsent(parts.group(1), _ -> new ArrayList<>())
            .add(Integer.valueOf(parts.group(2)));
      }
    }
    families.forEach((family, numbers) -> {
      if (!numbers.equals(IntStream.rangeClosed(1, numbers.size()).boxed().toList())) {
        complaints.add(family + " does not count from 1 without a gap: " + numbers);
      }
    });
  }
}
