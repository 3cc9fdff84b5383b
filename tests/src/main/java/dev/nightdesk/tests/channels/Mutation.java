package dev.nightdesk.tests.channels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Breaks real payloads in small ways: fields lost or of another kind, numbers out of range, texts
/// too long, characters changed, the end missing. The same seed breaks the same way.
public final class Mutation {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int DEEP = 1_200;
  private static final int LONG = 20_000;

  private final Random random;

  public Mutation(long seed) {
    this.random = new Random(seed);
  }

  /// Breaks one payload.
  ///
  /// @param json an object; the result may be none, or no JSON at all
  public String of(String json) {
    try {
      return random.nextInt(3) == 0
          ? ofText(json)
          : ofTree((ObjectNode) MAPPER.readTree(json)).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a sample is no JSON", e);
    }
  }

  private String ofText(String json) {
    var text = new StringBuilder(json);
    int at = random.nextInt(text.length());
    switch (random.nextInt(5)) {
      case 0 -> text.setLength(at);
      case 1 -> text.deleteCharAt(at);
      case 2 -> text.setCharAt(at, (char) random.nextInt(0x20, 0x2_00));
      case 3 -> text.insert(at, "\"{[]},:\\\u0000".charAt(random.nextInt(9)));
      default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
    }
    return text.toString();
  }

  private ObjectNode ofTree(ObjectNode tree) {
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      var containers = new ArrayList<ContainerNode<?>>();
      collect(tree, containers);
      if (!containers.isEmpty()) {
        change(containers.get(random.nextInt(containers.size())));
      }
    }
    return tree;
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> into) {
    if (node instanceof ContainerNode<?> container && !container.isEmpty()) {
      into.add(container);
      container.forEach(child -> collect(child, into));
    }
  }

  private void change(ContainerNode<?> container) {
    switch (container) {
      case ObjectNode object -> {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        var name = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
          object.remove(name);
        } else {
          object.set(name, other(object.get(name)));
        }
      }
      case ArrayNode array -> {
        int at = random.nextInt(array.size());
        if (random.nextInt(3) == 0) {
          array.remove(at);
        } else {
          array.set(at, other(array.get(at)));
        }
      }
      default -> throw new IllegalStateException("neither an object nor a list");
    }
  }

  private JsonNode other(JsonNode was) {
    var nodes = MAPPER.getNodeFactory();
    return switch (random.nextInt(12)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.numberNode(random.nextLong());
      case 2 -> nodes.numberNode(-1);
      case 3 -> nodes.numberNode(random.nextDouble() * 1e300);
      case 4 -> nodes.numberNode(BigInteger.TEN.pow(40));
      case 5 -> nodes.textNode("");
      case 6 -> nodes.textNode("\uD83E".repeat(3) + "x".repeat(random.nextInt(LONG)));
      case 7 -> nodes.booleanNode(random.nextBoolean());
      case 8 -> nodes.arrayNode().add(was);
      case 9 -> nodes.objectNode().set("id", was);
      case 10 -> nodes.textNode(was.asText() + "0");
      default -> deep();
    };
  }

  /// Deeper than any real payload, and than the parser's own bound.
  private JsonNode deep() {
    JsonNode inner = MAPPER.getNodeFactory().numberNode(1);
    for (int i = 0; i < random.nextInt(1, DEEP); i++) {
      inner = MAPPER.getNodeFactory().arrayNode().add(inner);
    }
    return inner;
  }
}
