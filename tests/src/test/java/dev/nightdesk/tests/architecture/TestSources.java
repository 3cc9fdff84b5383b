package dev.nightdesk.tests.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The tests there are, read from their sources: the modules do not see each other's test classes.
final class TestSources {
  private static final Pattern ANNOTATION =
      Pattern.compile("^ *@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Property)\\b.*");
  private static final Pattern METHOD =
      Pattern.compile("^ *(?:(?:public|default|static) )*(?:void|Stream<\\w+>) (\\w+)\\(.*");
  private static final Pattern INTERFACE =
      Pattern.compile("^(?:public )?interface (\\w+)", Pattern.MULTILINE);

  private final Map<String, String> texts = new HashMap<>();

  /// @param files of tests, wherever they lie
  TestSources(List<Path> files) throws IOException {
    for (Path file : files) {
      texts.put(Sources.typeName(file), Files.readString(file));
    }
  }

  /// What is wrong with a test's name, if anything.
  Optional<String> complaint(RulesTable.Proof proof) {
    var types = texts.keySet().stream().filter(it -> it.endsWith("." + proof.type())).toList();
    if (types.size() != 1) {
      return Optional.of(types.isEmpty() ? "there is no such class" : "fits several: " + types);
    }
    String text = texts.getOrDefault(types.getFirst(), "");
    if (!methods(text).contains(proof.method())) {
      return Optional.of("there is no such test");
    }
    return isRun(text) ? Optional.empty() : Optional.of("is a contract that nobody runs");
  }

  /// The methods that a runner takes for tests.
  static Set<String> methods(String text) {
    var found = new HashSet<String>();
    boolean annotated = false;
    for (String line : text.lines().toList()) {
      annotated |= ANNOTATION.matcher(line).matches();
      var method = METHOD.matcher(line);
      if (method.matches()) {
        if (annotated) {
          found.add(method.group(1));
        }
        annotated = false;
      }
    }
    return found;
  }

  /// A class runs by itself; a contract needs a class that implements it, or a contract that does.
  private boolean isRun(String text) {
    var contract = INTERFACE.matcher(text);
    if (!contract.find()) {
      return true;
    }
    var taken =
        Pattern.compile("(?:implements|extends)\\s[^{]*\\b" + contract.group(1) + "\\b[^{]*\\{");
    return texts.values().stream().anyMatch(other -> taken.matcher(other).find() && isRun(other));
  }
}
