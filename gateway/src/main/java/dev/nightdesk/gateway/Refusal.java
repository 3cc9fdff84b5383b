package dev.nightdesk.gateway;

/// Nightdesk will not run like this; the message tells a person what to do. Printed without a stack
/// trace.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Something in the config or the arguments is wrong.
  static final int WRONG = 2;

  /// Somebody else holds what we need, or this machine lacks it.
  static final int HELD = 3;

  private final int exitCode;

  Refusal(int exitCode, String words) {
    super(words);
    this.exitCode = exitCode;
  }

  Refusal(int exitCode, String words, Throwable cause) {
    super(words, cause);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
