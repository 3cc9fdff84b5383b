package dev.nightdesk.sessions.scripted;

import com.fasterxml.jackson.core.JsonFactory;
import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.claude.ClaudeCode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Hosts the [ScriptedAgent] as an agent of its own kind: everything is Claude Code's but the
/// program, which is this JVM's `java` with the few jars it needs. Its conversations lie in our
/// home and never among a person's own.
public final class Scripted implements AgentBackend {
  /// Short-lived and small: what a JVM does for long runs would only slow the start.
  private static final List<String> SMALL =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx256m");

  private final ClaudeCode claude;

  /// @param home our state; transcripts lie in `demo` there
  public Scripted(Path home) {
    Path configuration = home.resolve("demo").toAbsolutePath();
    this.claude =
        new ClaudeCode(
            AgentKind.DEMO,
            command(configuration),
            home,
            List.of(),
            Map.of("CLAUDE_CONFIG_DIR", configuration.toString()));
  }

  /// The program and its own arguments, without a flag of the agent.
  ///
  /// @param configuration where transcripts lie
  public static List<String> command(Path configuration) {
    return Stream.of(
            Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
            SMALL.stream(),
            Stream.of(
                "-Dnightdesk.scripted.configuration=" + configuration,
                "-cp",
                Stream.of(ScriptedAgent.class, JsonFactory.class)
                    .map(Scripted::place)
                    .distinct()
                    .collect(Collectors.joining(System.getProperty("path.separator"))),
                ScriptedAgent.class.getName()))
        .flatMap(words -> words)
        .toList();
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("a class path entry is a file", impossible);
    }
  }

  @Override
  public AgentKind kind() {
    return claude.kind();
  }

  /// The session's own `CLAUDE_CONFIG_DIR`, meant for Claude Code, means nothing here.
  @Override
  public Launch launch(SessionSpec spec) {
    return claude.launch(
        new SessionSpec(
            spec.id(),
            spec.incarnation(),
            spec.agent(),
            spec.directory(),
            spec.conversation(),
            spec.start(),
            spec.model(),
            spec.permissionMode(),
            spec.maxTurns(),
            spec.maxBudgetUsd(),
            Map.of(),
            spec.finished()));
  }

  @Override
  public InputLine encode(InputId id, AgentInput input) {
    return claude.encode(id, input);
  }

  @Override
  public List<AgentEvent> decode(String line) {
    return claude.decode(line);
  }

  @Override
  public AgentEvent.Exited exited(@Nullable Integer code, boolean hadResult, String standardError) {
    return claude.exited(code, hadResult, standardError);
  }
}
