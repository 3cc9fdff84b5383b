package dev.nightdesk.gateway;

import dev.nightdesk.gateway.config.Config;
import dev.nightdesk.gateway.config.ConfigReader;
import dev.nightdesk.gateway.config.Problem;
import dev.nightdesk.gateway.config.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `--config FILE`, and what becomes of it.
final class ConfigOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      // Also behind the words of a verb that has some: `dead list --config FILE`.
      scope = ScopeType.INHERIT,
      description = "The config; else ~/.config/nightdesk/nightdesk.yaml, else all defaults.")
  private @Nullable Path file;

  /// The file that is read, there or not.
  Path path(Map<String, String> environment) {
    Path named = file;
    return named == null ? new ConfigReader(environment).standardFile() : named;
  }

  /// Files agents are kept out of.
  List<Path> files(Map<String, String> environment) {
    Path path = path(environment);
    return Files.exists(path) ? List.of(path) : List.of();
  }

  Reading read(Map<String, String> environment) {
    var reader = new ConfigReader(environment);
    Path named = file;
    return named == null ? reader.readStandard() : reader.read(named);
  }

  /// The config, or all that is wrong with it.
  Config config(Map<String, String> environment) {
    return switch (read(environment)) {
      case Reading.Good(Config config, var _) -> config;
      case Reading.Bad(List<Problem> problems, var _) ->
          throw new Refusal(Refusal.WRONG, text(problems, environment));
    };
  }

  /// One line each, as editors can jump to.
  String text(List<Problem> problems, Map<String, String> environment) {
    String name = path(environment).toString();
    return problems.stream()
        .map(problem -> problem.text(name))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
