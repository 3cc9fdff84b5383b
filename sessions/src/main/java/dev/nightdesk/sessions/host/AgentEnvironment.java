package dev.nightdesk.sessions.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What of our environment an agent gets to see: an allow-list, so that a token nobody thought of
/// stays with us.
final class AgentEnvironment {
  private static final Set<String> NAMES =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "TZ",
          "TMPDIR",
          "SSH_AUTH_SOCK",
          "SSL_CERT_FILE",
          "NODE_EXTRA_CA_CERTS",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "all_proxy",
          "no_proxy",
          "CLAUDE_CONFIG_DIR",
          "CLAUDE_CODE_OAUTH_TOKEN");

  private static final List<String> BEGINNINGS =
      List.of("LC_", "XDG_", "ANTHROPIC_", "CLAUDE_CODE_USE_");

  /// They make a CLI believe that it runs inside another one.
  private static final Set<String> NEVER = Set.of("CLAUDECODE", "CLAUDE_CODE_SESSION_ID");

  private final Map<String, String> ours;

  AgentEnvironment(Map<String, String> ours) {
    this.ours = Map.copyOf(ours);
  }

  /// The whole environment of an agent, from the weakest wish to the strongest.
  ///
  /// @param configured what the config adds
  /// @param backend what the kind of agent needs
  Map<String, String> with(Map<String, String> configured, Map<String, String> backend, Mark mark) {
    var environment = new HashMap<>(unmarked(configured, backend));
    environment.putAll(mark.variables());
    return environment;
  }

  /// What a program that serves no session gets.
  Map<String, String> unmarked(Map<String, String> configured) {
    return unmarked(configured, Map.of());
  }

  private Map<String, String> unmarked(
      Map<String, String> configured, Map<String, String> backend) {
    var environment = new HashMap<String, String>();
    ours.forEach((name, value) -> {
      if (isPassedOn(name)) {
        environment.put(name, value);
      }
    });
    environment.putAll(configured);
    environment.putAll(backend);
    environment.keySet().removeAll(NEVER);
    return environment;
  }

  private boolean isPassedOn(String name) {
    return NAMES.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith);
  }
}
