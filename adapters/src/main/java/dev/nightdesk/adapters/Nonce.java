package dev.nightdesk.adapters;

/// A creating call's own name, derived from what it creates and stable over repetitions. A channel
/// whose platform drops a second create with the same nonce may be asked twice, within the minutes
/// for which it knows one.
///
/// @param value 1 to 25 characters (Discord's bound, the smallest in the field)
public record Nonce(String value) {
  public Nonce {
    if (value.isEmpty() || value.length() > 25) {
      throw new IllegalArgumentException("a nonce has 1 to 25 characters: " + value);
    }
  }
}
