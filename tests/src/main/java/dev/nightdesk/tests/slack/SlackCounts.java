package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/// What was asked of the twin. Guarded by the world's lock.
final class SlackCounts {
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, ObjectNode> last = new HashMap<>();
  private final List<SlackCreate> creates = new ArrayList<>();

  void called(SlackCall call) {
    calls.merge(call.method(), 1, Integer::sum);
    last.put(call.method(), call.parameters());
  }

  void created(SlackCreate create) {
    creates.add(create);
  }

  int calls(String method) {
    return calls.getOrDefault(method, 0);
  }

  Map<String, Integer> byMethod() {
    return Map.copyOf(calls);
  }

  JsonNode last(String method) {
    var parameters = last.get(method);
    if (parameters == null) {
      throw new NoSuchElementException(method + " was not called");
    }
    return parameters;
  }

  List<SlackCreate> creates() {
    return creates;
  }
}
