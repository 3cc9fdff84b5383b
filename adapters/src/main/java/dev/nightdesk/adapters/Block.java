package dev.nightdesk.adapters;

/// A piece of a card, in reading order. Everything but [Markdown] is literal text: a channel
/// escapes it and lets no character act as markup, link or mention.
public sealed interface Block {
  /// The card's headline; one line.
  record Title(String text) implements Block {}

  /// Plain words, line breaks kept.
  record Text(String text) implements Block {}

  /// Secondary words: ages, ids, hints. Shown smaller, dimmer or in italics.
  record Note(String text) implements Block {}

  /// What somebody said or asked, set apart from our own words.
  record Quote(String text) implements Block {}

  /// Verbatim text: commands, arguments, diffs.
  ///
  /// @param language for colouring (`bash`, `diff`, `json`), or empty
  record Code(String language, String text) implements Block {}

  /// What an agent wrote, as CommonMark with tables; turned into the channel's own dialect there.
  record Markdown(String source) implements Block {}
}
