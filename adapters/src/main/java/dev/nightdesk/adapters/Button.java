package dev.nightdesk.adapters;

import org.jspecify.annotations.Nullable;

/// A choice under a card.
///
/// @param token what comes back in [Inbound.Pressed]: opaque, at most 40 ASCII characters
/// @param label what is on it; at most [#MAX_LABEL] UTF-16 units, a channel may cut it further
/// @param use what it is beside a button to press; `null` when it is only that
public record Button(String token, String label, Style style, @Nullable Use use) {
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

  public Button(String token, String label, Style style) {
    this(token, label, style, null);
  }

  /// What pressing it means, for channels that can colour buttons.
  public enum Style {
    NEUTRAL,
    GO,
    STOP
  }

  /// What a channel with more than buttons can make of it. Where it has none of that, it is pressed
  /// as any other, and comes back without words.
  public enum Use {
    /// A choice that is made; pressing unmakes it. Such buttons may be shown as one list.
    CHOSEN,
    /// A choice that is not made; pressing makes it.
    OPEN,
    /// Asks for words of the presser's own: a form may be opened at once, and its words come along
    /// in [Inbound.Pressed#words].
    WORDS
  }
}
