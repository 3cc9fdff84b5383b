package dev.nightdesk.gateway.flow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the config says about starting one kind of agent; the words are those of
/// [dev.nightdesk.sessions.SessionSpec].
public record AgentDefaults(
    @Nullable String model,
    String permissionMode,
    int maxTurns,
    @Nullable String maxBudgetUsd,
    Map<String, String> environment) {
  public AgentDefaults {
    environment = Map.copyOf(environment);
  }

  /// Its environment may hold secrets.
  @Override
  public String toString() {
    return "AgentDefaults[model=" + model + ", permissionMode=" + permissionMode + "]";
  }
}
