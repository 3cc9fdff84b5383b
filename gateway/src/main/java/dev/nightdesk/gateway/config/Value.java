package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.Secret;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// What stands behind a key. Each reading gives the value, or reports why there is none and gives
/// nothing.
record Value(Spot spot, Node node, Source source) {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,4})?");
  private static final List<String> YES = List.of("true", "yes", "on");
  private static final List<String> NO = List.of("false", "no", "off");

  boolean isNothing() {
    return node.getTag().equals(Tag.NULL);
  }

  /// The scalar's text as written; numbers and words alike.
  Optional<String> raw() {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    error(
        "here stands " + (node instanceof SequenceNode ? "a list." : "a group of keys."),
        "Write one value.");
    return Optional.empty();
  }

  /// Text that is not empty, with `${NAME}` replaced.
  Optional<String> text() {
    var text = raw().flatMap(raw -> source.references().expand(spot, raw)).map(String::strip);
    if (text.isPresent() && text.get().isEmpty()) {
      error("the value is empty.", "Write one, or leave the key out.");
      return Optional.empty();
    }
    return text;
  }

  Optional<Secret> secret() {
    return raw().flatMap(raw -> source.references().secret(spot, raw));
  }

  Optional<Path> absolutePath() {
    return text().flatMap(text -> source.references().absolute(spot, text, shown()));
  }

  Optional<Boolean> flag() {
    var word = raw().map(text -> text.toLowerCase(Locale.ROOT));
    if (word.isPresent() && !YES.contains(word.get()) && !NO.contains(word.get())) {
      error(shown() + " is neither true nor false.", "Write true or false.");
      return Optional.empty();
    }
    return word.map(YES::contains);
  }

  /// Whether somebody wrote `off` or `none` instead of a value.
  boolean isOff() {
    return node instanceof ScalarNode scalar
        && (NO.contains(scalar.getValue().toLowerCase(Locale.ROOT))
            || scalar.getValue().equalsIgnoreCase("none"));
  }

  Optional<Integer> whole(int least, int most) {
    var text = text();
    var number = text.filter(it -> WHOLE.matcher(it).matches()).map(Integer::valueOf);
    if (text.isPresent() && number.filter(n -> n >= least && n <= most).isEmpty()) {
      error(
          shown() + " is not a whole number from " + least + " to " + most + ".",
          "Write such a number.");
      return Optional.empty();
    }
    return number;
  }

  /// A number that may have decimals, greater than zero.
  Optional<BigDecimal> amount() {
    var text = text();
    var number = text.filter(it -> AMOUNT.matcher(it).matches()).map(BigDecimal::new);
    if (text.isPresent() && number.filter(n -> n.signum() > 0).isEmpty()) {
      error(shown() + " is not an amount above zero.", "Write a number like 20 or 7.50, or off.");
      return Optional.empty();
    }
    return number;
  }

  /// One of the known words, case not minded.
  <T> Optional<T> oneOf(Map<String, T> known) {
    var word = text();
    var match =
        word.flatMap(
            it -> known.keySet().stream().filter(key -> key.equalsIgnoreCase(it)).findFirst());
    if (word.isPresent() && match.isEmpty()) {
      error(
          shown() + " is none of " + Words.choice(known.keySet()) + ".",
          Nearest.to(word.get(), known.keySet())
              .map(near -> "Did you mean " + near + "?")
              .orElse("Write one of these."));
    }
    return match.map(known::get);
  }

  /// A program and its first arguments.
  Optional<List<String>> command(String hint) {
    var words = items().stream().map(Value::text).flatMap(Optional::stream).toList();
    if (items().isEmpty()) {
      error("no program is named.", hint);
      return Optional.empty();
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  /// The items of a list; nothing, reported, when it is none.
  List<Value> items() {
    if (!(node instanceof SequenceNode sequence)) {
      error("here a list is expected.", "Begin each entry with a dash, or write [one, two].");
      return List.of();
    }
    var items = new ArrayList<Value>();
    for (Node item : sequence.getValue()) {
      items.add(new Value(spot.item(items.size()).at(item), item, source));
    }
    return items;
  }

  /// The keys below; none, reported, when there are none.
  Section section() {
    if (node instanceof MappingNode mapping) {
      return Section.of(spot, mapping, source);
    }
    if (!isNothing()) {
      error("here keys are expected.", "Write them below, each indented, as key: value.");
    }
    return Section.empty(spot, source);
  }

  /// What was written, quoted for a sentence. Never what `${NAME}` stands for: that may be a secret
  /// in the wrong place.
  String shown() {
    return node instanceof ScalarNode scalar ? "'" + Words.shown(scalar.getValue()) + "'" : "this";
  }

  void error(String what, String hint) {
    source.findings().error(spot, what, hint);
  }

  void warn(String what, String hint) {
    source.findings().warn(spot, what, hint);
  }
}
