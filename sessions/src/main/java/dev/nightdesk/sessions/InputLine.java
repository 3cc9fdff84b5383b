package dev.nightdesk.sessions;

import java.util.Arrays;

/// The exact bytes an input is for the agent: one line, newline included. Kept in the outbox, so
/// that an append that a crash cut off is completed with the same bytes.
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record InputLine(InputId id, byte[] bytes) {
  public InputLine {
    if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
      throw new IllegalArgumentException("an input line ends in a newline");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputLine(InputId otherId, byte[] otherBytes)
        && id.equals(otherId)
        && Arrays.equals(bytes, otherBytes);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(bytes);
  }
}
