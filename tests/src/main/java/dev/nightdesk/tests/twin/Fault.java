package dev.nightdesk.tests.twin;

import java.time.Duration;

/// What goes wrong with a call.
public sealed interface Fault {
  /// The server says no, in the words of its service; nothing happens.
  non-sealed interface Refused extends Fault {
    /// What the server throws for it.
    RuntimeException refusal();
  }

  /// The connection is cut after the request was read; nothing happens.
  record CutBefore() implements Fault {}

  /// It happens, and the connection is cut instead of an answer.
  record CutAfter() implements Fault {}

  /// It happens, and the answer breaks off in the middle.
  record CutInAnswer() implements Fault {}

  /// A proxy answers with a page of its own; nothing happens.
  record ProxyPage(int status) implements Fault {}

  /// It happens, and a proxy answers with a page of its own.
  record ProxyPageAfter(int status) implements Fault {}

  /// Nothing happens, and the answer is this, with status 200.
  record Nonsense(String body) implements Fault {}

  /// It happens, and the answer takes this long.
  record Slow(Duration time) implements Fault {}

  /// The call waits at the gate before anything happens.
  record HoldBefore(Gate gate) implements Fault {}

  /// It happens, and the answer waits at the gate.
  record HoldAfter(Gate gate) implements Fault {}
}
