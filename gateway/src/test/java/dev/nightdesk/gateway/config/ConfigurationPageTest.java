package dev.nightdesk.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
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

  private static final Pattern KEY = Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE);

  @Test
  void thePageNamesEveryKeyOfTheExample() throws IOException {
    var page = Files.readString(ROOT.resolve("docs/configuration.md"));
    var known = new TreeSet<String>();
    KEY.matcher(page).results().forEach(match -> known.add(match.group(1)));
    var example =
        Files.readString(ROOT.resolve("config.example.yaml")).replaceAll(COMMENTED_OUT, "$1");
    var keys = new TreeSet<String>();
    collect("", new Yaml(new LoaderOptions()).compose(new StringReader(example)), keys);

    assertThat(keys).hasSizeGreaterThan(20).contains("people[].telegram");
    assertThat(known).containsAll(keys);
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
