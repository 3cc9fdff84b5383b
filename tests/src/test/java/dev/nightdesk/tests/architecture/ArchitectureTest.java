package dev.nightdesk.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.nightdesk.sessions.FailPoint;
import dev.nightdesk.tests.architecture.Laws.Law;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tries every one of [Laws] twice: on the product, which must keep it, and on code that breaks it,
/// which must not pass. What no class file shows (lengths, words, tests that sleep) is in
/// [SourcesTest].
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .importPackages(
              "dev.nightdesk.adapters", "dev.nightdesk.sessions", "dev.nightdesk.gateway");

  @TempDir private static Path folder;
  private static JavaClasses breaches = PRODUCT;

  @BeforeAll
  static void compileTheBreaches() throws IOException {
    breaches = Compiled.of(laws().flatMap(law -> law.breaches().stream()).toList(), folder);
  }

  private static Stream<Law> laws() {
    return Laws.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("laws")
  void theProductKeepsIt(Law law) {
    law.rule().check(PRODUCT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("laws")
  void whoBreaksItIsNamed(Law law) {
    String report =
        String.join("\n", law.rule().evaluate(breaches).getFailureReport().getDetails());
    assertThat(law.breaches()).isNotEmpty();
    assertThat(law.breaches()).allSatisfy(it -> assertThat(report).contains(Compiled.name(it)));
  }

  @Test
  void noClassOfTheProductIsOverlooked() throws IOException {
    Set<String> seen = PRODUCT.stream().map(JavaClass::getName).collect(Collectors.toSet());
    var written =
        Sources.java(Sources::isProduct).stream()
            .map(Sources::typeName)
            .filter(name -> !name.endsWith("package-info"))
            .toList();
    assertThat(written).hasSizeGreaterThan(200);
    assertThat(seen).containsAll(written);
  }

  /// A test names a point by its name alone: of two that share it, the first that is reached would
  /// stop for both.
  @Test
  void everyFailPointHasANameOfItsOwn() {
    var names =
        PRODUCT.stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(FailPoint.class))
            .flatMap(type -> Stream.of(type.reflect().getEnumConstants()))
            .map(Object::toString)
            .toList();
    assertThat(names).hasSizeGreaterThan(40).doesNotHaveDuplicates();
  }
}
