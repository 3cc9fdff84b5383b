package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.Button;
import java.util.Optional;

/// What a component is called on Discord. The name says what happens when it is used, as the
/// adapter remembers nothing: a form has to open at once, without asking anybody.
///
/// @param token the button's, empty for the menu
record CustomId(Kind kind, String token) {
  /// What the component does, and the letter for it.
  enum Kind {
    PRESS("p"),
    WORDS("w"),
    CHOOSE("c");

    private final String letter;

    Kind(String letter) {
      this.letter = letter;
    }
  }

  /// The one menu of a message; its options carry the tokens.
  static final CustomId MENU = new CustomId(Kind.CHOOSE, "");

  static CustomId of(Button button) {
    return new CustomId(button.use() == Button.Use.WORDS ? Kind.WORDS : Kind.PRESS, button.token());
  }

  /// Empty for a component that is not ours.
  static Optional<CustomId> read(String id) {
    for (var kind : Kind.values()) {
      var start = kind.letter + ":";
      if (id.startsWith(start) && id.length() <= start.length() + Button.MAX_TOKEN) {
        return Optional.of(new CustomId(kind, id.substring(start.length())));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return kind.letter + ":" + token;
  }
}
