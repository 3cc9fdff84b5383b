package dev.nightdesk.gateway.desk;

import org.jspecify.annotations.Nullable;

/// What a person's words ask for, before it is known whether they may.
public sealed interface Command {
  /// Words for an agent: a new session, or a reply when the message is in a session's line.
  record Words(String text) implements Command {}

  /// `/bg`: a new session, wherever it is said.
  record Dispatch(String text) implements Command {}

  /// `/reply <id> <text>`.
  record Reply(String target, String text) implements Command {}

  record Attach(@Nullable String target) implements Command {}

  record Detach() implements Command {}

  record Stop(@Nullable String target) implements Command {}

  record Board() implements Command {}

  record Peek(@Nullable String target) implements Command {}

  record Diff(@Nullable String target) implements Command {}

  /// `/get <id> <path>`: a file of a session's folder. Without an id of the session it is said to.
  record Get(@Nullable String target, String path) implements Command {}

  /// `/watch <id> [here]`
  record Watch(String target) implements Command {}

  /// `/unwatch <id>`
  record Unwatch(String target) implements Command {}

  record Help() implements Command {}

  /// `/pair [role]`: an owner opens the window; `/pair CODE`: somebody goes through it.
  record Pair(String word) implements Command {}

  /// `/unpair [name]`
  record Unpair(String name) implements Command {}

  record EnableHere(boolean enabled) implements Command {}

  /// A command that asks for more than it got.
  ///
  /// @param usage how to write it
  record Incomplete(String usage) implements Command {}

  /// A slash word nobody knows.
  ///
  /// @param nearest the command that was probably meant, `null` when none is near
  record Unknown(String word, @Nullable String nearest) implements Command {}
}
