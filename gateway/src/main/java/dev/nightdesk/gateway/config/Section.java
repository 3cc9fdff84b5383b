package dev.nightdesk.gateway.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// A group of keys. Whoever reads it asks for every key that may stand there and then says
/// [#end()]: what nobody asked for is reported, with the nearest of those asked for.
final class Section {
  private final Spot spot;
  private final Source source;
  private final Map<String, Value> values;
  private final Map<String, Spot> keys;
  private final Set<String> asked = new LinkedHashSet<>();

  private Section(Spot spot, Source source, Map<String, Value> values, Map<String, Spot> keys) {
    this.spot = spot;
    this.source = source;
    this.values = values;
    this.keys = keys;
  }

  static Section empty(Spot spot, Source source) {
    return new Section(spot, source, Map.of(), Map.of());
  }

  /// Reports keys said twice; the first one counts.
  static Section of(Spot spot, MappingNode mapping, Source source) {
    var values = new LinkedHashMap<String, Value>();
    var keys = new LinkedHashMap<String, Spot>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        source
            .findings()
            .error(spot.at(tuple.getKeyNode()), "a key is one word.", "Write key: value.");
        continue;
      }
      Spot here = spot.under(Words.shown(key.getValue())).at(key);
      Spot before = keys.putIfAbsent(key.getValue(), here);
      if (before != null) {
        source.findings().error(here, "said already in line " + before.line() + ".", "Keep one.");
        continue;
      }
      Node node = tuple.getValueNode();
      values.put(key.getValue(), new Value(here.at(node), node, source));
    }
    return new Section(spot, source, values, keys);
  }

  /// What stands behind a key; nothing when the key is missing or says `null`.
  Optional<Value> value(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isNothing());
  }

  /// As [#value], for a key that must be there.
  Optional<Value> required(String key, String hint) {
    var value = value(key);
    if (value.isEmpty()) {
      source.findings().error(at(key), "is missing.", hint);
    }
    return value;
  }

  Section section(String key) {
    asked.add(key);
    var value = values.get(key);
    return value == null ? empty(at(key), source) : value.section();
  }

  /// The groups of a list; an entry that is none is reported.
  List<Section> sections(String key) {
    return value(key).map(Value::items).orElse(List.of()).stream().map(Value::section).toList();
  }

  boolean has(String key) {
    return value(key).isPresent();
  }

  /// All keys with their values, for groups whose keys are free.
  Map<String, Value> all() {
    asked.addAll(values.keySet());
    return values;
  }

  /// Where `key` stands, or where it should.
  Spot at(String key) {
    var stands = keys.get(key);
    return stands != null ? stands : spot.under(key);
  }

  void warn(String key, String what, String hint) {
    source.findings().warn(at(key), what, hint);
  }

  void error(String what, String hint) {
    source.findings().error(spot, what, hint);
  }

  /// Reports what nobody asked for.
  void end() {
    keys.forEach((key, place) -> {
      if (!asked.contains(key)) {
        source.findings().error(place, "this key is not known.", hint(key));
      }
    });
  }

  private String hint(String key) {
    return key.equals("<<")
        ? "Merging is not understood here: write the keys out."
        : Words.didYouMean(key, asked);
  }
}
