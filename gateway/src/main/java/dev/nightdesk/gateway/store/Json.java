package dev.nightdesk.gateway.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// The desk's records as JSON text and back. Strict both ways: an unknown property, a missing one
/// that is not `@Nullable`, a null or a wrong type is refused, so a record that changes its shape
/// needs a migration of what is stored. Safe for any thread.
///
/// A member of a sealed interface carries its simple name in the property `is`; a record round one
/// value is that value; times are ISO 8601, bytes base64; absent values are left out.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .annotationIntrospector(new RecordShapes())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          // `isOpen()` and the like are questions, not properties.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(
              SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
              SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /// Characters of text whose records are remembered, the least used forgotten first.
  private static final int FORGET_BEYOND_CHARACTERS = 1 << 20;

  /// What a text stands for. The same text is read many times, at every step of its session;
  /// records do not change, so one serves all who read it.
  private static final Cache<Text, Object> READ =
      Caffeine.newBuilder()
          .maximumWeight(FORGET_BEYOND_CHARACTERS)
          .weigher((Text text, Object _) -> text.json().length())
          .executor(Runnable::run)
          .build();

  private record Text(String json, Class<?> type) {}

  private Json() {}

  /// As [#write], for what is read again at once, by another connection: it is not parsed then. Not
  /// for the members of a family, which are asked for by the family's name.
  static String writeToBeRead(Object value) {
    String text = write(value);
    READ.put(new Text(text, value.getClass()), value);
    return text;
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException refused) {
      throw new IllegalArgumentException(
          "cannot be stored: a " + value.getClass().getSimpleName(), refused);
    }
  }

  /// @throws Unreadable when it is no such record
  static <T> T read(String text, Class<T> type) {
    return type.cast(READ.get(new Text(text, type), Json::parsed));
  }

  private static Object parsed(Text text) {
    return parsed(text.json(), text.type());
  }

  /// As [#read], and never from memory.
  static <T> T parsed(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException refused) {
      throw new Unreadable(text, type, refused);
    }
  }

  static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException refused) {
      throw new Unreadable(text, JsonNode.class, refused);
    }
  }
}
