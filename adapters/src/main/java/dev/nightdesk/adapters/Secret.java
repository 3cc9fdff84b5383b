package dev.nightdesk.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A token or password that must not be seen by accident: its text form is `[secret]`, so that a
/// log line, an exception or a record holding it shows nothing. Only constructors of clients open
/// it.
///
/// Deliberately no record: a record would hand out its component to everything that prints or
/// serialises records.
public final class Secret {
  private static final int FINGERPRINT_BYTES = 6;

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /// The text itself. Do not keep it in a field that a log line can reach.
  public String open() {
    return value;
  }

  /// Tells this one from others and nothing else about it: 12 hexadecimal digits, the same for
  /// ever.
  public String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Compares in a time that does not tell how much of a guess was right.
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(value.getBytes(UTF_8), secret.value.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
