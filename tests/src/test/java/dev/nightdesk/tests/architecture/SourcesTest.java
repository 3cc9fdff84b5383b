package dev.nightdesk.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules about sources that no class file shows. As in [ArchitectureTest], each stands beside a
/// text that breaks it and is tried on both.
class SourcesTest {
  private static final int MOST_LINES = 450;

  /// A Java file's lines that break a rule, numbered as an editor numbers them.
  ///
  /// @param about the files it is for
  /// @param breach the whole of a file that breaks it
  record Law(String words, Predicate<Path> about, Breaks breaks, String breach) {
    @Override
    public String toString() {
      return words;
    }
  }

  interface Breaks {
    /// The numbers of the lines that do, from 1.
    List<Integer> lines(List<String> text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("laws")
  void theSourcesKeepIt(Law law) throws IOException {
    var found = new ArrayList<String>();
    var files = Sources.java(law.about());
    for (Path file : files) {
      var lines = Files.readAllLines(file);
      law.breaks()
          .lines(lines)
          .forEach(at ->
              found.add(
                  Sources.ROOT.relativize(file) + ":" + at + " " + lines.get(at - 1).strip()));
    }
    assertThat(files).hasSizeGreaterThan(100);
    assertThat(found).as(law.words()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("laws")
  void whatBreaksItIsFound(Law law) {
    assertThat(law.breaks().lines(law.breach().lines().toList())).isNotEmpty();
  }

  @Test
  void aFileOfExactlyTheMostLinesIsNotTooLong() {
    assertThat(tooLong(line(MOST_LINES).lines().toList())).isEmpty();
    assertThat(tooLong(line(MOST_LINES + 1).lines().toList())).isNotEmpty();
  }

  /// Tests may share the word of the package they test.
  @Test
  void everyPackageSaysWhatMayBeNull() throws IOException {
    var packages = new TreeSet<String>();
    var marked = new TreeSet<String>();
    for (Path file : Sources.java(_ -> true)) {
      String name = Sources.typeName(file);
      String home = name.substring(0, name.lastIndexOf('.'));
      packages.add(home);
      if (name.endsWith(".package-info") && Files.readString(file).contains("@NullMarked")) {
        marked.add(home);
      }
    }
    assertThat(packages).hasSizeGreaterThan(20);
    assertThat(marked).containsAll(packages);
  }

  private static Stream<Law> laws() {
    return Stream.of(
        new Law("no file is too long", _ -> true, SourcesTest::tooLong, line(MOST_LINES + 1)),
        new Law(
            "no type hides behind a word that says nothing",
            _ -> true,
            having(
                "\\b(?:class|record|interface|enum) \\w+(?:Util|Utils|Helper|Manager|Impl|Data|Info)\\b"),
            "final class Car" + "Manager {}"),
        new Law(
            "no test sleeps",
            Sources::isTest,
            having(
                "\\bThread\\s*\\.sleep\\b|\\bTimeUnit\\.\\w+\\s*\\.sleep\\b|\\bimport static .*\\.sleep;"),
            "Thread" + ".sleep(5);"),
        new Law(
            "nothing is left for later in a comment",
            _ -> true,
            having("(?://|\\*|\"\"\").*\\b(?:TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK|WI" + "P)\\b"),
            "// TO" + "DO later"),
        new Law(
            "what a comment cites is in the repository",
            _ -> true,
            having("(?i)//.*\\b(?:architecture|protocol|chat-sdks) ?§?[0-9]"),
            "/// As it must be (archi" + "tecture 4.5)."),
        new Law(
            "the product has no stubs",
            Sources::isProduct,
            having("(?i)not (?:yet )?implemented|throw new UnsupportedOperationException"),
            "throw new UnsupportedOperationException();"),
        new Law(
            "a test that does not run says why",
            Sources::isTest,
            having("@Dis" + "abled\\w*(?!\\w)\\s*(?:$|[^(\\s]|\\(\\s*\\))"),
            "@Dis" + "abled"),
        new Law(
            "Java as it is, without previews",
            _ -> true,
            having("--enable-" + "preview"),
            "// java --enable-" + "preview"));
  }

  private static Breaks having(String pattern) {
    var compiled = Pattern.compile(pattern);
    return lines ->
        IntStream.range(0, lines.size())
            .filter(at -> compiled.matcher(lines.get(at)).find())
            .mapToObj(at -> at + 1)
            .toList();
  }

  private static List<Integer> tooLong(List<String> lines) {
    return lines.size() > MOST_LINES ? List.of(lines.size()) : List.of();
  }

  private static String line(int times) {
    return "x\n".repeat(times);
  }
}
