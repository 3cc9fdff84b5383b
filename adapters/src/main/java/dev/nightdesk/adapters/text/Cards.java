package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.Block;
import java.util.List;

/// Turns a card's blocks into documents. Only [Block.Markdown] is read for markup; of the others
/// every character is itself.
final class Cards {
  private Cards() {}

  static List<List<Flow>> flowsOf(List<Block> blocks) {
    return blocks.stream().map(Cards::flowsOf).filter(flows -> !flows.isEmpty()).toList();
  }

  private static List<Flow> flowsOf(Block block) {
    return switch (block) {
      case Block.Title(var text) -> literal(text, new Flow.Literal(styled(text, Style.BOLD)));
      case Block.Text(var text) -> literal(text, new Flow.Literal(plain(text)));
      case Block.Note(var text) -> literal(text, new Flow.Literal(styled(text, Style.FAINT)));
      case Block.Quote(var text) ->
          literal(text, new Flow.Quotation(List.of(new Flow.Literal(plain(text)))));
      case Block.Code(var language, var text) ->
          literal(
              text, new Flow.Fence(MarkdownReader.languageOf(language), Visible.controls(text)));
      case Block.Markdown(var source) -> MarkdownReader.read(source);
    };
  }

  private static List<Flow> literal(String text, Flow flow) {
    return text.isBlank() ? List.of() : List.of(flow);
  }

  private static Styled plain(String text) {
    return Styled.plain(Visible.controls(text).strip());
  }

  private static Styled styled(String text, Style style) {
    return plain(text).within(style);
  }
}
