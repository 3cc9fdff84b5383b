package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.Block;
import java.util.List;

/// Stand-in until the renderer is there.
final class DiscordWords {
  private DiscordWords() {}

  record Written(String markdown, String plain) {}

  static Written of(List<Block> blocks, int maxUnits) {
    var text = new StringBuilder();
    for (var block : blocks) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(
          switch (block) {
            case Block.Title title -> "**" + escaped(title.text()) + "**";
            case Block.Text plain -> escaped(plain.text());
            case Block.Note note -> escaped(note.text());
            case Block.Quote quote -> escaped(quote.text());
            case Block.Code code -> "```\n" + code.text() + "\n```";
            case Block.Markdown markdown -> markdown.source();
          });
    }
    var cut = Texts.cut(text.toString(), maxUnits);
    return new Written(cut, cut);
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\*_~`|<>\\[\\]#@])", "\\\\$1");
  }
}
