package dev.nightdesk.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.gateway.config.Config;
import dev.nightdesk.sessions.claude.ClaudeVersion;
import dev.nightdesk.sessions.host.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Whether the configured `claude` can work, asked in the environment its sessions will have
/// (VER-1).
final class ClaudeHealth {
  /// `--version` takes 20 ms and `auth status` less than a second where they work at all.
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ClaudeHealth.class);

  private final Config.Claude claude;
  private final Map<String, String> environment;

  ClaudeHealth(Config.Claude claude, Map<String, String> environment) {
    this.claude = claude;
    this.environment = Map.copyOf(environment);
  }

  /// What came of asking.
  ///
  /// @param words for people: how it stands or, when it is not well, what to do
  record Finding(boolean well, String words) {}

  /// Starts the program twice, for moments. Nothing is said to any model.
  List<Finding> findings() throws InterruptedException {
    Finding version = version();
    return version.well() ? List.of(version, login()) : List.of(version);
  }

  /// Says in the log how it stands.
  void log() throws InterruptedException {
    for (Finding finding : findings()) {
      LOG.atLevel(finding.well() ? Level.INFO : Level.WARN)
          .log("agent=claude words=\"{}\" event=looked-at", finding.words());
    }
  }

  private Finding version() throws InterruptedException {
    return switch (ask("--version")) {
      case Probe.Answer.Missing _ ->
          new Finding(
              false,
              "There is no program %s. Install Claude Code, or name its whole path as agents.claude.command."
                  .formatted(claude.command().getFirst()));
      case Probe.Answer.Silent _ ->
          new Finding(
              false,
              "`claude --version` did not answer within %d seconds. Try it in a shell."
                  .formatted(ANSWER_WITHIN.toSeconds()));
      case Probe.Answer.Said(int _, String output) ->
          ClaudeVersion.refusal(output)
              .map(words -> new Finding(false, words))
              .orElseGet(() -> new Finding(true, "Claude Code " + output.strip()));
    };
  }

  private Finding login() throws InterruptedException {
    return switch (ask("auth", "status")) {
      case Probe.Answer.Said(int _, String output) -> login(output);
      case Probe.Answer.Missing _, Probe.Answer.Silent _ ->
          new Finding(false, "`claude auth status` did not answer. Try it in a shell.");
    };
  }

  static Finding login(String output) {
    try {
      JsonNode status = new ObjectMapper().readTree(output);
      return status.path("loggedIn").asBoolean()
          ? new Finding(true, "logged in by " + status.path("authMethod").asText("unknown means"))
          : new Finding(
              false,
              "claude is not logged in as agents see it. Run `claude auth login`, or give a key as agents.claude.env.ANTHROPIC_API_KEY.");
    } catch (JsonProcessingException e) {
      return new Finding(false, "`claude auth status` printed something else than its JSON.");
    }
  }

  private Probe.Answer ask(String... words) throws InterruptedException {
    List<String> command = Stream.concat(claude.command().stream(), Stream.of(words)).toList();
    return new Probe(environment).ask(command, variables(claude), Path.of("/"), ANSWER_WITHIN);
  }

  /// What the config adds to the environment of its agents.
  static Map<String, String> variables(Config.Claude claude) {
    return claude.environment().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().open()));
  }
}
