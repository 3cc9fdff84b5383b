package dev.nightdesk.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

class ConfigurationPageTest {
  private static final Path ROOT = Path.of("..");

  /// Somebody's id must not be left in the file by who copies it.
  private static final String COMMENTED_OUT = "(?m)^# (people:|  - )";

  private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+) \\|", Pattern.MULTILINE);
  private static final Pattern KEY = Pattern.compile("`([^`]+)`");

  /// Makes a key one that nobody knows.
  private static final String UNKNOWN = "_x";

  @TempDir Path folder;

  @Test
  void thePageNamesEveryKeyOfTheExample() throws IOException {
    var example =
        Files.readString(ROOT.resolve("config.example.yaml")).replaceAll(COMMENTED_OUT, "$1");
    var keys = new TreeSet<String>();
    collect("", new Yaml(new LoaderOptions()).compose(new StringReader(example)), keys);

    assertThat(keys).hasSizeGreaterThan(20).contains("people[].telegram");
    assertThat(keysOfThePage()).containsAll(keys);
  }

  /// Beside each stands one that is not read, which shows that the reader came so far.
  @Test
  void everyKeyOfThePageIsRead() throws IOException {
    var config = new ObjectMapper().createObjectNode();
    var notRead = new TreeSet<String>();
    for (String key : keysOfThePage()) {
      put(config, key);
      put(config, key + UNKNOWN);
      notRead.add(key.replace("[]", "[0]") + UNKNOWN);
    }
    var reading = new Samples(folder).read(config.toString());

    assertThat(reading).isInstanceOf(Reading.Bad.class);
    var unknown =
        ((Reading.Bad) reading)
            .problems().stream()
                .filter(problem -> problem.what().contains("not known"))
                .map(Problem::key)
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unknown).contains("people[0].discord" + UNKNOWN).isEqualTo(notRead);
  }

  /// A key that begins with a dot has the parent of the first of its row.
  private static Set<String> keysOfThePage() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/configuration.md"));
    var table = page.substring(0, page.indexOf("## Environment"));
    var keys = new TreeSet<String>();
    for (MatchResult row : ROW.matcher(table).results().toList()) {
      var names = KEY.matcher(row.group(1)).results().map(match -> match.group(1)).toList();
      var first = names.getFirst();
      var parent = first.substring(0, Math.max(0, first.lastIndexOf('.')));
      names.forEach(name -> keys.add(name.startsWith(".") ? parent + name : name));
    }
    return keys;
  }

  private static void put(ObjectNode config, String key) {
    var parts = List.of(key.split("\\."));
    var group = config;
    for (String part : parts.subList(0, parts.size() - 1)) {
      if (part.endsWith("[]")) {
        var items = group.withArrayProperty(part.substring(0, part.length() - 2));
        group = items.isEmpty() ? items.addObject() : (ObjectNode) items.get(0);
      } else {
        group = group.withObjectProperty(part);
      }
    }
    group.put(parts.getLast(), "x");
  }

  private static void collect(String key, Node node, Set<String> keys) {
    switch (node) {
      case MappingNode mapping when !mapping.getValue().isEmpty() ->
          mapping
              .getValue()
              .forEach(entry -> {
                var name = ((ScalarNode) entry.getKeyNode()).getValue();
                collect(key.isEmpty() ? name : key + "." + name, entry.getValueNode(), keys);
              });
      case SequenceNode sequence when !isPlain(sequence) ->
          sequence.getValue().forEach(item -> collect(key + "[]", item, keys));
      default -> keys.add(key);
    }
  }

  private static boolean isPlain(SequenceNode sequence) {
    return sequence.getValue().stream().allMatch(ScalarNode.class::isInstance);
  }
}
