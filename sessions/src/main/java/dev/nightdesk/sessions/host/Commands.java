package dev.nightdesk.sessions.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs the system's small tools: fixed words of ours, no input, an answer within moments.
final class Commands {
  private Commands() {}

  /// Everything a tool printed, its errors left out; empty when it cannot be started. Waits for its
  /// end.
  static String output(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var out = process.getInputStream()) {
        return new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException missing) {
      return "";
    }
  }
}
