package dev.nightdesk.adapters.text;

/// How a range of a text is meant.
sealed interface Style {
  Style BOLD = new Bold();
  Style ITALIC = new Italic();
  Style STRUCK = new Struck();
  Style FAINT = new Faint();
  Style VERBATIM = new Verbatim();
  Style QUOTED = new Quoted();

  record Bold() implements Style {}

  record Italic() implements Style {}

  record Struck() implements Style {}

  /// Secondary words: dimmed where the channel can, else in italics.
  record Faint() implements Style {}

  /// Code within a line.
  record Verbatim() implements Style {}

  /// An address behind words.
  ///
  /// @param url passed [Links#isAllowed]
  record Link(String url) implements Style {}

  /// Lines of code.
  ///
  /// @param language may be empty
  record Pre(String language) implements Style {}

  /// Lines that somebody else said.
  record Quoted() implements Style {}
}
