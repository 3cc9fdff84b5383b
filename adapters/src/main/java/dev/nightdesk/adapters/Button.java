package dev.nightdesk.adapters;

/// A choice under a card.
///
/// @param token what comes back in [Inbound.Pressed]: opaque, at most 40 ASCII characters
/// @param label what is on it; at most [#MAX_LABEL] UTF-16 units, a channel may cut it further
public record Button(String token, String label, Style style) {
  public static final int MAX_LABEL = 60;
  public static final int MAX_TOKEN = 40;

  public Button {
    if (token.isEmpty() || token.length() > MAX_TOKEN) {
      throw new IllegalArgumentException("a token has 1 to " + MAX_TOKEN + " characters");
    }
    if (label.isEmpty() || label.length() > MAX_LABEL) {
      throw new IllegalArgumentException("a label has 1 to " + MAX_LABEL + " characters: " + label);
    }
  }

  /// What pressing it means, for channels that can colour buttons.
  public enum Style {
    NEUTRAL,
    GO,
    STOP
  }
}
