package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.world.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A config with several mistakes in it, as a person meets them.
@Timeout(60)
final class BadConfigTest {
  /// "The config is wrong": a service manager does not try again.
  private static final int WRONG = 2;

  @ParameterizedTest
  @ValueSource(strings = {"check", "serve"})
  void everythingThatIsWrongIsToldAtOnceWithItsLine(String verb, @TempDir Path folder)
      throws Exception {
    var config = folder.resolve("bad.yaml");
    Files.writeString(
        config,
        """
        people: [ { name: ana, role: boss, telegram: "@ana" } ]
        colour: blue
        repos:
          - { name: shop, path: /no/such/folder }
        """);

    try (var person = Installation.in(folder).start(verb, "--config", config.toString())) {
      assertThat(person.awaitEnd()).as(person.screen()).isEqualTo(WRONG);

      assertThat(person.screen().lines())
          .anyMatch(line -> line.startsWith(config + ":1:") && line.contains("people[0].role"))
          .anyMatch(line -> line.startsWith(config + ":1:") && line.contains("people[0].telegram"))
          .anyMatch(line -> line.startsWith(config + ":2:") && line.contains("colour"))
          .anyMatch(line -> line.startsWith(config + ":4:") && line.contains("repos[0].path"))
          .noneMatch(line -> line.startsWith("nightdesk ready"))
          .noneMatch(line -> line.startsWith("\tat "));
    }
  }

  /// Else it would print a pairing code, be ready, and wait for ever for nobody.
  @Test
  void whoCannotBeReachedIsToldWhereToAddAChannel(@TempDir Path folder) throws Exception {
    var config = folder.resolve("lonely.yaml");
    Files.writeString(config, "repos: [ { name: shop, path: %s } ]\n".formatted(folder));

    try (var person = Installation.in(folder).start("serve", "--config", config.toString())) {
      assertThat(person.awaitEnd()).as(person.screen()).isEqualTo(WRONG);

      assertThat(person.screen())
          .contains("No channel is set up in " + config + ". Add channels.telegram there")
          .doesNotContain("Nobody owns this desk");
    }
  }

  @Test
  void whoseConfigIsNotWhereItIsLookedForIsToldWhere(@TempDir Path folder) throws Exception {
    var place = folder.resolve("person/.config/nightdesk/nightdesk.yaml");

    try (var person = Installation.in(folder).start("serve")) {
      assertThat(person.awaitEnd()).as(person.screen()).isEqualTo(WRONG);

      assertThat(person.screen())
          .contains(place + " (not there: all defaults)", "name your config with --config")
          .as("what is odd is in the log of a service too")
          .contains("no folder is named that agents may work in");
    }
    try (var person = Installation.in(folder.resolve("again")).start("check")) {
      person.awaitEnd();

      assertThat(person.screen()).contains("nightdesk.yaml (not there: all defaults)");
    }
  }
}
