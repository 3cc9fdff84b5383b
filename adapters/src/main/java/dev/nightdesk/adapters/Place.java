package dev.nightdesk.adapters;

/// Where people talk: a chat of a channel and, within it, a thread (a Telegram forum topic, a Slack
/// thread, a Discord thread). Ids are the platform's own, opaque to the gateway.
///
/// @param thread empty for the chat itself
public record Place(ChannelId channel, String chat, String thread) {
  public static Place chat(ChannelId channel, String chat) {
    return new Place(channel, chat, "");
  }

  public boolean isThread() {
    return !thread.isEmpty();
  }

  /// The chat this place is in, without the thread.
  public Place wholeChat() {
    return isThread() ? new Place(channel, chat, "") : this;
  }

  @Override
  public String toString() {
    return isThread() ? channel + ":" + chat + "/" + thread : channel + ":" + chat;
  }
}
