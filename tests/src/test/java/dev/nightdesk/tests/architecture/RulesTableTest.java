package dev.nightdesk.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.architecture.RulesTable.Proof;
import dev.nightdesk.tests.architecture.RulesTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds docs/rules.md to the tests it names and to the rules that code and pages cite.
class RulesTableTest {
  private static final Pattern CITED = Pattern.compile("\\b([A-Z]{2,6})-\\d+\\b");
  private static final Pattern COMMENT = Pattern.compile("//.*");

  /// What looks like a rule and is a standard.
  private static final Set<String> STANDARDS = Set.of("UTF", "SHA", "ECMA", "ISO", "RFC");

  @Test
  void thePageIsWellMade() throws IOException {
    var table = page();
    assertThat(table.complaints()).isEmpty();
    assertThat(table.rows()).hasSizeGreaterThan(150);
  }

  @Test
  void everyTestItNamesIsThere() throws IOException {
    var tests = tests();
    var wrong = new ArrayList<String>();
    for (Row row : page().rows()) {
      for (Proof proof : row.tests()) {
        tests.complaint(proof).ifPresent(why -> wrong.add(row.rule() + ": " + proof + " " + why));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRuleThatIsCitedStandsInIt() throws IOException {
    var known = page().rows().stream().map(Row::rule).collect(Collectors.toSet());
    var cited = new TreeSet<String>();
    for (Path file : Sources.java(_ -> true)) {
      var text = Files.readString(file);
      COMMENT.matcher(text).results().map(MatchResult::group).forEach(it -> cite(it, cited));
    }
    for (Path page : pages()) {
      cite(Files.readString(page), cited);
    }
    assertThat(cited).hasSizeGreaterThan(40);
    assertThat(known).containsAll(cited);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "| DISP-1 | words | `a.BTest#c` |;",
        "| DISP-1 | words | **later**: loops. |;",
        "| DISP-1 | words | it works |; DISP-1 names neither a test nor a reason",
        "| DISP-1 | words | `BTest` |; DISP-1 names neither a test nor a reason",
        "| DISP-1 |  | `a.BTest#c` |; is no row of three filled columns",
        "| DISP-1 | `a.BTest#c` |; is no row of three filled columns",
        "| DISP-01 | words | `a.BTest#c` |; DISP-01 is no rule's name",
        "| Disp-1 | words | `a.BTest#c` |; Disp-1 is no rule's name",
        "| DISP-1, DISP-2 | words | `a.BTest#c` |; DISP-1, DISP-2 is no rule's name",
        "| DISP-2 | words | `a.BTest#c` |; DISP does not count from 1",
      })
  void aRowIsTakenOrRefused(String row, String complaint) {
    var complaints = RulesTable.of(row).complaints();
    if (complaint == null) {
      assertThat(complaints).isEmpty();
    } else {
      assertThat(complaints).singleElement().asString().contains(complaint);
    }
  }

  @Test
  void aRuleThatStandsTwiceIsNamed() {
    String row = "| DISP-1 | words | `a.BTest#c` |\n";
    assertThat(RulesTable.of(row + row).complaints()).contains("DISP-1 stands twice");
  }

  @ParameterizedTest
  @CsvSource({
    "desk.StopTest, stopJumpsEveryQueue, ''",
    "claude.AgentAskContract, aPlanIsApproved, ''",
    "desk.SessionDiagramTest, everyRowIsReachedByAScene, ''",
    "StopTest, stopJumpsEveryQueue, fits several",
    "desk.NoSuchTest, stopJumpsEveryQueue, there is no such class",
    "desk.StopTest, noSuchTest, there is no such test",
    "desk.StopTest, aSessionWorks, there is no such test",
  })
  void aTestThatIsNoneIsNamed(String type, String method, String complaint) throws IOException {
    var found = tests().complaint(new Proof(type, method)).orElse("");
    assertThat(found).startsWith(complaint);
    assertThat(found.isEmpty()).isEqualTo(complaint.isEmpty());
  }

  private static void cite(String text, Set<String> cited) {
    CITED
        .matcher(text)
        .results()
        .filter(found -> !STANDARDS.contains(found.group(1)))
        .forEach(found -> cited.add(found.group()));
  }

  private static RulesTable page() throws IOException {
    return RulesTable.of(Files.readString(Sources.ROOT.resolve("docs/rules.md")));
  }

  private static TestSources tests() throws IOException {
    return new TestSources(Sources.java(Sources::isTest));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> all = Files.walk(Sources.ROOT.resolve("docs"))) {
      return all.filter(it -> it.toString().endsWith(".md"))
          .filter(it -> !it.endsWith("rules.md"))
          .toList();
    }
  }
}
