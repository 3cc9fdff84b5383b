package dev.nightdesk.gateway.config;

import org.yaml.snakeyaml.nodes.Node;

/// A place in the file, and the key that leads there.
record Spot(String key, int line, int column) {
  static final Spot FILE = new Spot("", 0, 0);

  /// The library counts from 0.
  static Spot of(String key, Node node) {
    var mark = node.getStartMark();
    return new Spot(key, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /// The key `name` inside this one, standing where this one does.
  Spot under(String name) {
    return new Spot(key.isEmpty() ? name : key + "." + name, line, column);
  }

  Spot item(int index) {
    return new Spot(key + "[" + index + "]", line, column);
  }

  Spot at(Node node) {
    return of(key, node);
  }
}
