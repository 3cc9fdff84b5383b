package dev.nightdesk.sessions.scripted;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON object, its fields in the order they were given.
final class Fields extends LinkedHashMap<String, @Nullable Object> {
  static Fields of(String key, @Nullable Object value) {
    return new Fields().and(key, value);
  }

  static Fields none() {
    return new Fields();
  }

  Fields and(String key, @Nullable Object value) {
    put(key, value);
    return this;
  }

  /// The object in a field; an empty one when there is none.
  Fields at(String key) {
    return get(key) instanceof Fields inner ? inner : none();
  }

  /// The text in a field; an empty one when there is none.
  String text(String key) {
    return get(key) instanceof String text ? text : "";
  }

  boolean isTrue(String key) {
    return Boolean.TRUE.equals(get(key));
  }

  /// The objects of a list in a field.
  List<Fields> list(String key) {
    return get(key) instanceof List<?> list
        ? list.stream().filter(Fields.class::isInstance).map(Fields.class::cast).toList()
        : List.of();
  }
}
