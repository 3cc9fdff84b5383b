package dev.nightdesk.gateway.web;

import java.util.List;

/// What `GET /ready` says: every check, and whether all are well.
public record Readiness(List<Check> checks) {
  public Readiness {
    checks = List.copyOf(checks);
  }

  /// One thing that must be well.
  ///
  /// @param name short and stable, for machines: `store`, `disk`, `channel.telegram`
  /// @param words for people: how it stands and, when it is not well, what to do
  public record Check(String name, boolean well, String words) {}

  public boolean ready() {
    return checks.stream().allMatch(Check::well);
  }
}
