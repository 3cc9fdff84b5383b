package dev.nightdesk.sessions;

/// Which agent serves a session: `claude`, `demo`.
public record AgentKind(String value) {
  public static final AgentKind CLAUDE = new AgentKind("claude");
  public static final AgentKind DEMO = new AgentKind("demo");

  @Override
  public String toString() {
    return value;
  }
}
