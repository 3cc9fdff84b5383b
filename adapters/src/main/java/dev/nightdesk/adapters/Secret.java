package dev.nightdesk.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/// A token or password that must not be seen by accident: its text form is `[secret]`, so that a
/// log line, an exception or a record holding it shows nothing. Only constructors of clients open
/// it.
///
/// Deliberately no record: a record would hand out its component to everything that prints or
/// serialises records.
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /// The text itself. Do not keep it in a field that a log line can reach.
  public String open() {
    return value;
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
