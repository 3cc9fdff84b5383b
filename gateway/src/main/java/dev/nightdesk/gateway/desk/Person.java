package dev.nightdesk.gateway.desk;

/// Somebody on the list. The name is ours (from the config or the pairing), unique, and what the
/// audit shows.
public record Person(String name, Role role) {
  public boolean may(Role.Right right) {
    return role.may(right);
  }
}
