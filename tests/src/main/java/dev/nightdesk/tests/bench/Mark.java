package dev.nightdesk.tests.bench;

/// Moments at the agent's end of a gateway.
enum Mark {
  /// A person's words were written to the agent.
  PROMPT,
  /// The agent asked for permission.
  REQUEST,
  /// The answer to its question was written to the agent.
  VERDICT
}
