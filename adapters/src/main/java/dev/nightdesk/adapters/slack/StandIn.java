package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.text.TelegramHtml;
import java.util.List;

/// Until the renderer is there.
final class StandIn {
  private StandIn() {}

  record Rendered(ArrayNode blocks, String fallback) {}

  static Rendered render(List<Block> blocks, int most) {
    var plain = TelegramHtml.render(blocks, most).plain();
    var array = SlackWire.JSON.createArrayNode();
    var block = array.addObject().put("type", "rich_text");
    var section = block.putArray("elements").addObject().put("type", "rich_text_section");
    section.putArray("elements").addObject().put("type", "text").put("text", plain);
    return new Rendered(array, SlackText.escaped(SlackText.cut(plain, 3000)));
  }
}
