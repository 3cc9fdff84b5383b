package dev.nightdesk.sessions.scripted;

/// Something that begins a turn: a person's words, or news of a background task.
///
/// @param uuid its id, empty when it has none
/// @param relayed words that are not the person's own: commands in them do not act
/// @param news it comes from the agent itself, and nobody asked
record Message(String text, String uuid, boolean relayed, boolean news) {
  static Message news(String text) {
    return new Message(text, "", true, true);
  }

  boolean isClear() {
    return !relayed && text.strip().equals("/clear");
  }
}
