package dev.nightdesk.adapters.discord;

import java.util.Optional;

/// What is needed to answer an interaction's person alone, for 15 minutes.
///
/// @param interaction its id
/// @param application whose interaction it is
/// @param token its secret
record Handle(String interaction, String application, String token) {
  private static final char BETWEEN = ':';

  /// Empty when it is none of ours.
  static Optional<Handle> read(String text) {
    int first = text.indexOf(BETWEEN);
    int second = text.indexOf(BETWEEN, first + 1);
    if (first < 0 || second < 0 || second == text.length() - 1) {
      return Optional.empty();
    }
    var handle =
        new Handle(
            text.substring(0, first),
            text.substring(first + 1, second),
            text.substring(second + 1));
    return Ids.isId(handle.interaction) && Ids.isId(handle.application)
        ? Optional.of(handle)
        : Optional.empty();
  }

  /// As it travels through the gateway.
  String written() {
    return interaction + BETWEEN + application + BETWEEN + token;
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "interaction " + interaction;
  }
}
