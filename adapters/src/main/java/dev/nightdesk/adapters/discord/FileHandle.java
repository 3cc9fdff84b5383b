package dev.nightdesk.adapters.discord;

import java.util.Optional;

/// Where a person's file hangs. Its address is asked for when it is fetched: the links Discord
/// hands out are dead after a day
/// (docs.discord.com/developers/reference#signed-attachment-cdn-urls).
///
/// @param channel the channel or thread of the message
record FileHandle(String channel, String message, String attachment) {
  private static final String BETWEEN = "/";

  static Optional<FileHandle> read(String text) {
    var parts = text.split(BETWEEN, -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    for (var part : parts) {
      if (!Ids.isId(part)) {
        return Optional.empty();
      }
    }
    return Optional.of(new FileHandle(parts[0], parts[1], parts[2]));
  }

  @Override
  public String toString() {
    return channel + BETWEEN + message + BETWEEN + attachment;
  }
}
