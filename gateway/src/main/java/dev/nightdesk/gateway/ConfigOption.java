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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `--config FILE`, and what becomes of it.
final class ConfigOption {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigOption.class);

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
    return config(read(environment), environment);
  }

  private Config config(Reading reading, Map<String, String> environment) {
    return switch (reading) {
      case Reading.Good(Config config, var _) -> config;
      case Reading.Bad(List<Problem> problems, var _) ->
          throw new Refusal(Refusal.WRONG, text(problems, environment));
    };
  }

  /// The same for who serves people: there must be somewhere to hear them, and what is odd about
  /// the config is said in the log.
  Config configToServe(Map<String, String> environment) {
    Reading reading = read(environment);
    String name = path(environment).toString();
    for (Problem warning : reading.warnings()) {
      LOG.warn("words=\"{}\" event=config-warning", warning.text(name));
    }
    Config config = config(reading, environment);
    if (!config.channels().any()) {
      throw new Refusal(
          Refusal.WRONG,
          "No channel is set up in "
              + described(environment)
              + ". Add channels.telegram there, or name your config with --config.");
    }
    return config;
  }

  /// The file for people, who may have another one in mind.
  String described(Map<String, String> environment) {
    Path path = path(environment);
    return Files.exists(path) ? path.toString() : path + " (not there: all defaults)";
  }

  /// One line each, as editors can jump to.
  String text(List<Problem> problems, Map<String, String> environment) {
    String name = path(environment).toString();
    return problems.stream()
        .map(problem -> problem.text(name))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
