package dev.nightdesk.tests.world;

import dev.nightdesk.sessions.scripted.Scripted;
import dev.nightdesk.tests.channels.ChannelSide;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The config of a [Machine], as YAML.
final class MachineConfig {
  private MachineConfig() {}

  static String text(
      Path home, String people, List<ChannelSide> sides, List<Repository> repos, String agents) {
    String channels =
        sides.stream()
            .map(side -> "  " + side.name() + ": " + side.settings() + "\n")
            .collect(Collectors.joining());
    String places =
        repos.stream()
            .map(repo -> "{ name: %s, path: %s }".formatted(repo.name(), repo.path()))
            .collect(Collectors.joining(", "));
    return """
    home: %s
    http: { bind: "127.0.0.1:0" }
    people: %s
    channels:
    %s\
    repos: [ %s ]
    agents:
    %s\
    """
        .formatted(home, people, channels, places, agents);
  }

  /// One owner, the same person on every channel.
  static String owner(List<ChannelSide> sides) {
    String ids =
        sides.stream()
            .map(side -> ", %s: \"%s\"".formatted(side.name(), side.ownerId()))
            .collect(Collectors.joining());
    return "[ { name: ana, role: owner" + ids + " } ]";
  }

  /// @param settings of `agents.claude`, a line of YAML each
  static String scripted(String settings) {
    return "  claude:\n    enabled: false\n" + settings.indent(4) + "  demo: { enabled: true }\n";
  }

  static String agent(List<String> command, Map<String, String> environment, String settings) {
    var lines = new StringBuilder("  claude:\n    command: [");
    lines.append(String.join(", ", command.stream().map(MachineConfig::quoted).toList()));
    lines.append("]\n").append(settings.indent(4)).append("    env:\n");
    environment.forEach((name, value) ->
        lines.append("      ").append(name).append(": ").append(quoted(value)).append('\n'));
    return lines.toString();
  }

  /// The scripted agent without pauses of its own.
  static String quick(Path folder, int maxLive) {
    Path conversations = folder.resolve("home").resolve("demo");
    var command = Scripted.command(conversations);
    String words = String.join(", ", command.stream().map(MachineConfig::quoted).toList());
    return """
      claude:
        command: [env, NIGHTDESK_SCRIPTED_INSTANT=1, %s]
        max_live: %d
        env: { CLAUDE_CONFIG_DIR: %s }
    """
        .formatted(words, maxLive, quoted(conversations.toString()));
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
