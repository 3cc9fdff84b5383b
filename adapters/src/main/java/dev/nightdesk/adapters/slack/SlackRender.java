package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.text.SlackBlocks;
import java.util.Collection;
import java.util.List;

/// A card as Slack shows it: who is called, its words (which are [SlackBlocks]'), its buttons.
/// Pure.
final class SlackRender {
  /// What the words of one message bear.
  static final int MAX_TEXT = SlackBlocks.MAX_UNITS;

  /// Of one `actions` block: docs.slack.dev/reference/block-kit/blocks/actions-block.
  static final int MAX_BUTTONS = 25;

  /// With this begins the `action_id` of a button that asks for words, with [#PLAIN] any other's; a
  /// number follows, as no two may be the same in a message.
  static final String WORDS = "words-";

  static final String PLAIN = "press-";

  /// All text of a message's blocks together; Slack refuses somewhat more with
  /// `msg_blocks_too_long`.
  private static final int MAX_ALL = 12_900;

  /// Of a mention, with the blank behind it.
  private static final int MENTION_UNITS = 32;

  private SlackRender() {}

  /// @param text what is notified, and shown where blocks are not
  record Words(ArrayNode blocks, String text) {}

  /// @param ring the users to name in the first line
  static Words message(Card card, Collection<String> ring) {
    var calls = ring.stream().filter(id -> id.matches("[UW][A-Z0-9]{1,30}")).sorted().toList();
    var buttons = card.buttons().subList(0, Math.min(card.buttons().size(), MAX_BUTTONS));
    int labels = buttons.stream().mapToInt(button -> button.label().length()).sum();
    int most = Math.min(MAX_TEXT, MAX_ALL - labels - calls.size() * MENTION_UNITS);
    var rendered = SlackBlocks.render(card.blocks(), most);
    var blocks = SlackWire.JSON.createArrayNode();
    if (!calls.isEmpty()) {
      blocks.add(mentions(calls));
    }
    blocks.addAll(rendered.blocks());
    if (!buttons.isEmpty()) {
      blocks.add(actions(buttons));
    }
    var named = new StringBuilder();
    calls.forEach(id -> named.append("<@").append(id).append("> "));
    return new Words(blocks, named + rendered.fallback());
  }

  /// Somebody's App Home (docs.slack.dev/surfaces/app-home).
  static ObjectNode home(Card card) {
    var view = SlackWire.JSON.createObjectNode().put("type", "home");
    view.set("blocks", message(card, List.of()).blocks());
    return view;
  }

  private static ObjectNode mentions(List<String> users) {
    var block = SlackWire.JSON.createObjectNode().put("type", "rich_text");
    var section = block.putArray("elements").addObject().put("type", "rich_text_section");
    var spans = section.putArray("elements");
    for (var user : users) {
      if (!spans.isEmpty()) {
        spans.addObject().put("type", "text").put("text", " ");
      }
      spans.addObject().put("type", "user").put("user_id", user);
    }
    return block;
  }

  private static ObjectNode actions(List<Button> buttons) {
    var block = SlackWire.JSON.createObjectNode().put("type", "actions");
    var elements = block.putArray("elements");
    for (var button : buttons) {
      var kind = button.use() == Button.Use.WORDS ? WORDS : PLAIN;
      var element = elements.addObject().put("type", "button");
      element.put("action_id", kind + elements.size()).put("value", button.token());
      element.putObject("text").put("type", "plain_text").put("text", button.label());
      switch (button.style()) {
        case GO -> element.put("style", "primary");
        case STOP -> element.put("style", "danger");
        case NEUTRAL -> {}
      }
    }
    return block;
  }
}
