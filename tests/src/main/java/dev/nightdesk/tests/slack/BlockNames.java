package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Gives blocks and their elements the names they came without.
final class BlockNames {
  private static final String GIVEN = "given~";

  private BlockNames() {}

  static void giveTo(ArrayNode blocks, SlackWorld world) {
    for (var block : blocks) {
      name(block, "block_id", world);
      block.path("elements").forEach(element -> nameAction(element, world));
      nameAction(block.path("accessory"), world);
      nameAction(block.path("element"), world);
    }
  }

  private static void nameAction(JsonNode element, SlackWorld world) {
    var type = SlackJson.word(element, "type");
    if (BlockRules.INTERACTIVE.contains(type)) {
      name(element, "action_id", world);
    }
  }

  private static void name(JsonNode node, String field, SlackWorld world) {
    if (node instanceof ObjectNode object && SlackJson.word(node, field).isEmpty()) {
      object.put(field, world.freshId(GIVEN));
    }
  }

  /// Whether two lists of blocks differ in nothing but the names we gave.
  static boolean sameButForNames(ArrayNode one, ArrayNode other) {
    return without(one).equals(without(other));
  }

  private static JsonNode without(JsonNode node) {
    var copy = node.deepCopy();
    copy.findParents("block_id").forEach(parent -> forget(parent, "block_id"));
    copy.findParents("action_id").forEach(parent -> forget(parent, "action_id"));
    return copy;
  }

  private static void forget(JsonNode parent, String field) {
    if (SlackJson.word(parent, field).startsWith(GIVEN) && parent instanceof ObjectNode object) {
      object.remove(field);
    }
  }
}
