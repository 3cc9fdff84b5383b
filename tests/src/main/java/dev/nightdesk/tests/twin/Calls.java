package dev.nightdesk.tests.twin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What was asked of a twin. Safe for any thread.
public final class Calls {
  private final Monitor world;
  private final UnaryOperator<String> spelling;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, JsonNode> forms = new HashMap<>();
  private final List<Create> creates = new ArrayList<>();

  /// @param spelling makes of a name what it is counted by
  Calls(Monitor world, UnaryOperator<String> spelling) {
    this.world = world;
    this.spelling = spelling;
  }

  /// A call came, whatever comes of it.
  public void called(String method) {
    world.alone(() -> counts.merge(method, 1, Integer::sum));
  }

  /// Its parameters could be read.
  public void read(String method, JsonNode form) {
    world.alone(() -> forms.put(method, form));
  }

  /// It made something.
  public void created(Create create) {
    world.alone(() -> creates.add(create));
  }

  private int counted(String method) {
    return counts.getOrDefault(spelling.apply(method), 0);
  }

  int count(String method) {
    return world.locked(() -> counted(method));
  }

  Map<String, Integer> byMethod() {
    return world.locked(() -> Map.copyOf(counts));
  }

  void await(String method, int atLeast) {
    world.awaitThat(atLeast + " calls of " + method, () -> counted(method) >= atLeast);
  }

  JsonNode last(String method) {
    return world.locked(() ->
        Optional.ofNullable(forms.get(spelling.apply(method)))
            .orElseThrow(() -> new NoSuchElementException(method + " was not called"))
            .deepCopy());
  }

  List<Create> creates() {
    return world.locked(() -> List.copyOf(creates));
  }
}
