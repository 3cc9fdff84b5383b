package dev.nightdesk.sessions;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hosts sessions as processes that outlive us. Every method may be repeated after a crash; all may
/// block, none waits for an agent's turn.
public interface SessionHost extends AutoCloseable {
  /// Makes the incarnation exist: its directory, its journal, its process. Idempotent by (session,
  /// incarnation): a second call, even from a second gateway, starts nothing.
  ///
  /// Refused with [Outcome.Reason#NOT_ALIVE] when this incarnation lived and is dead.
  Outcome ensure(SessionSpec spec) throws InterruptedException;

  /// The exact bytes an input will be; to be stored before [#send].
  InputLine encode(AgentKind agent, InputId id, AgentInput input);

  /// Appends a line to the incarnation's input at the given place. Idempotent: when the line, or a
  /// part of it, stands there already, the rest is appended. Anything else there is tampering.
  ///
  /// @param at the length of the input before this line: the sum of all lines before it
  Outcome send(SessionId id, int incarnation, long at, InputLine line) throws InterruptedException;

  /// Ends the newest incarnation's process and everything it started. Idempotent; returns when it
  /// is dead or could not be killed ([Outcome.Unknown]).
  Outcome stop(SessionId id, StopReason why) throws InterruptedException;

  /// Tells every line after the cursor, in order, once each, until the incarnation's
  /// [AgentEvent.Exited], which is the last; then returns. Waits for an incarnation that is not
  /// started yet. The place behind [AgentEvent.Exited] is the start of the next incarnation, so an
  /// end that was handled is never told again. Returns early only when the host is closed. Of an
  /// agent that is not set up here (any more) the end alone is told.
  void follow(SessionId id, Cursor after, AgentListener out) throws InterruptedException;

  /// What the agent of an incarnation waits for by its own word, outside its output: it may wait
  /// for an answer to something it never told. Empty when it waits for nothing, is gone, or its
  /// kind does not say.
  ///
  /// @param environment as in [SessionSpec#environment]
  Optional<Waiting> waiting(
      SessionId id, int incarnation, AgentKind agent, Map<String, String> environment);

  /// Names this boot of the machine: under another one, every process of before is gone.
  String boot();

  /// Every session with a directory here whose newest incarnation is alive.
  List<Living> living();

  /// Stops following. Agents live on.
  @Override
  void close();

  /// What an agent waits for.
  ///
  /// @param what in the agent's words
  /// @param state changes with every change of the agent's state; no time to reckon with
  record Waiting(String what, long state) {}

  record Living(SessionId id, int incarnation, long launcherPid) {}
}
