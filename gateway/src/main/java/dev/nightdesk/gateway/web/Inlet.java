package dev.nightdesk.gateway.web;

import java.util.Map;

/// A path at which a platform calls us. It proves itself by a signature of its own, so it brings no
/// token of ours: whoever takes the call checks who it comes from, before anything else.
///
/// @param path begins with a slash
public record Inlet(String path, Taker taker) {
  /// A longer body is refused; platforms send far smaller ones.
  public static final long REFUSE_BEYOND_BODY_BYTES = 1L << 20;

  /// Takes one call; any thread, several at once.
  public interface Taker {
    /// Takes a call, and answers it.
    ///
    /// @param headers by name, in whatever case
    /// @param body as it came
    Answer take(Map<String, String> headers, String body) throws InterruptedException;
  }

  /// What to answer.
  ///
  /// @param contentType of the body; empty when there is none
  public record Answer(int status, String contentType, String body) {}
}
