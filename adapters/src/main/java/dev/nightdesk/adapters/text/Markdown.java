package dev.nightdesk.adapters.text;

import java.util.List;

/// Takes long Markdown apart into messages.
///
/// Pure and safe for any thread.
public final class Markdown {
  /// Less room than this cannot hold the marks around a line of code.
  public static final int MIN_UNITS = 200;

  private Markdown() {}

  /// Splits a text between its blocks, and long blocks between lines, items, rows, sentences or
  /// words. Each part is Markdown of its own: code is fenced again with its language, a table's
  /// head is repeated, items keep their numbers, references become links. No words are lost or
  /// changed places; white space, and the form of what is nested too deep, may be.
  ///
  /// @param maxUnits UTF-16 units that a part may have, both as Markdown and as people read it in
  ///   any channel; at least [#MIN_UNITS]
  /// @return the text itself when it fits; nothing when there is nothing to read
  public static List<String> split(String source, int maxUnits) {
    if (maxUnits < MIN_UNITS) {
      throw new IllegalArgumentException("a part needs room for " + MIN_UNITS + " characters");
    }
    var flows = MarkdownReader.read(source);
    if (flows.isEmpty()) {
      return List.of();
    }
    if (source.length() <= maxUnits && Layout.lengthOf(flows) <= maxUnits) {
      return List.of(source);
    }
    return new Splitter(Markdown::longestForm)
        .parts(flows, maxUnits).stream().map(MarkdownWriter::write).toList();
  }

  /// What people read once the marks are gone.
  public static String plain(String source) {
    return Layout.of(MarkdownReader.read(source)).text();
  }

  private static int longestForm(List<Flow> flows) {
    return Math.max(MarkdownWriter.lengthOf(flows), Layout.lengthOf(flows));
  }
}
