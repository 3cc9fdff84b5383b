package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/// What was asked of the twin. Guarded by the world's lock.
final class TwinCounts {
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, ObjectNode> last = new HashMap<>();
  private final List<TwinCreate> creates = new ArrayList<>();

  void called(TwinCall call) {
    calls.merge(call.method(), 1, Integer::sum);
    last.put(call.method(), call.parameters());
  }

  void created(TwinCreate create) {
    creates.add(create);
  }

  int calls(String method) {
    return calls.getOrDefault(method.toLowerCase(Locale.ROOT), 0);
  }

  Map<String, Integer> byMethod() {
    return Map.copyOf(calls);
  }

  JsonNode last(String method) {
    var parameters = last.get(method.toLowerCase(Locale.ROOT));
    if (parameters == null) {
      throw new NoSuchElementException(method + " was not called");
    }
    return parameters;
  }

  List<TwinCreate> creates() {
    return creates;
  }
}
