package dev.nightdesk.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes values of any record, from a seed.
final class Samples {
  /// How often a nullable component is null, and how long lists get.
  enum Fill {
    SCANT,
    FULL,
    ANY
  }

  private final Random random;
  private final Fill fill;
  private final @Nullable Place everywhere;

  Samples(long seed, Fill fill) {
    this(seed, fill, null);
  }

  /// @param everywhere the only place there is
  Samples(long seed, Fill fill, @Nullable Place everywhere) {
    this.random = new Random(seed);
    this.fill = fill;
    this.everywhere = everywhere;
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  /// Every record at the end of a family, and every record that can be reached from these types.
  static Stream<Class<?>> reachable(Class<?>... roots) {
    var found = new java.util.LinkedHashSet<Class<?>>();
    var open = new java.util.ArrayDeque<Class<?>>(List.of(roots));
    while (!open.isEmpty()) {
      var type = open.remove();
      if (type.isSealed()) {
        open.addAll(RecordShapes.members(type).toList());
      } else if (type.isRecord() && found.add(type)) {
        Stream.of(type.getRecordComponents())
            .flatMap(component -> mentioned(component.getGenericType()))
            .forEach(open::add);
      }
    }
    return found.stream();
  }

  private static Stream<Class<?>> mentioned(Type type) {
    return switch (type) {
      case Class<?> plain -> Stream.of(plain);
      case ParameterizedType generic ->
          Stream.of(generic.getActualTypeArguments()).flatMap(Samples::mentioned);
      default -> throw new AssertionError("a record with a " + type);
    };
  }

  private @Nullable Object component(AnnotatedType type) {
    boolean absent =
        type.isAnnotationPresent(Nullable.class)
            && switch (fill) {
              case SCANT -> true;
              case FULL -> false;
              case ANY -> random.nextBoolean();
            };
    return absent ? null : annotated(type);
  }

  private Object annotated(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType generic) {
      var raw = (Class<?>) ((ParameterizedType) generic.getType()).getRawType();
      var arguments = generic.getAnnotatedActualTypeArguments();
      if (raw == Map.class) {
        return Map.of(text(), annotated(arguments[1]));
      }
      var items = IntStream.range(0, length()).mapToObj(_ -> annotated(arguments[0])).toList();
      return raw == Set.class ? Set.copyOf(items) : items;
    }
    return value((Class<?>) type.getType());
  }

  private int length() {
    return switch (fill) {
      case SCANT -> 0;
      case FULL -> 2;
      case ANY -> random.nextInt(3);
    };
  }

  private Object value(Class<?> type) {
    if (type.isSealed()) {
      var members = RecordShapes.members(type).toList();
      return value(members.get(random.nextInt(members.size())));
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
    if (type == Place.class && everywhere != null) {
      return everywhere;
    }
    return type.isRecord() ? record(type) : simple(type);
  }

  private Object record(Class<?> type) {
    if (type == ChannelId.class) {
      return new ChannelId("telegram");
    }
    if (type == InputLine.class) {
      return new InputLine(of(InputId.class), (text() + "\n").getBytes(UTF_8));
    }
    try {
      var constructor = type.getDeclaredConstructors()[0];
      var arguments =
          Stream.of(constructor.getAnnotatedParameterTypes()).map(this::component).toArray();
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("no sample of " + type, impossible);
    }
  }

  private Object simple(Class<?> type) {
    if (type == String.class) {
      return text();
    } else if (type == int.class || type == Integer.class) {
      return 1 + random.nextInt(1_000);
    } else if (type == long.class) {
      return 1 + random.nextLong(1_000_000_000_000L);
    } else if (type == double.class) {
      return random.nextInt(1_000) / 7.0;
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == UUID.class) {
      return new UUID(random.nextLong(), random.nextLong());
    } else if (type == Instant.class) {
      return Instant.ofEpochSecond(
          1_790_000_000L + random.nextInt(1_000_000), random.nextInt(1_000_000_000));
    } else if (type == Duration.class) {
      return Duration.ofNanos(random.nextLong(1_000_000_000_000L));
    } else if (type == Path.class) {
      return Path.of("/tmp/" + random.nextInt(1_000));
    }
    throw new AssertionError("no sample of " + type);
  }

  /// Short enough for every bound, with everything in it that text is cut or quoted by.
  private String text() {
    var pieces =
        List.of("a", "é", "𝄞", "\"", "\\", "\n", "\u0000", "\u202e", "{", "%", "_", "'", "</");
    return random.nextInt(10_000)
        + pieces.get(random.nextInt(pieces.size()))
        + pieces.get(random.nextInt(pieces.size()));
  }
}
