package dev.nightdesk.gateway.store;

import java.lang.reflect.Type;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/// The few types that are bound here, found at the first look: Jdbi would ask all its factories
/// anew for each statement.
final class PlainArguments implements ArgumentFactory.Preparable {
  @FunctionalInterface
  private interface Setter {
    void set(PreparedStatement statement, int position, Object value) throws SQLException;
  }

  private static final Map<Type, Function<Object, Argument>> TYPES =
      Map.of(
          String.class, with((to, at, value) -> to.setString(at, (String) value)),
          long.class, with((to, at, value) -> to.setLong(at, (Long) value)),
          Long.class, with((to, at, value) -> to.setLong(at, (Long) value)),
          int.class, with((to, at, value) -> to.setInt(at, (Integer) value)),
          Integer.class, with((to, at, value) -> to.setInt(at, (Integer) value)),
          boolean.class, with((to, at, value) -> to.setBoolean(at, (Boolean) value)),
          Boolean.class, with((to, at, value) -> to.setBoolean(at, (Boolean) value)));

  private static Function<Object, Argument> with(Setter setter) {
    return value ->
        (position, statement, _) -> {
          if (value == null) {
            statement.setObject(position, null);
          } else {
            setter.set(statement, position, value);
          }
        };
  }

  @Override
  public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
    return Optional.ofNullable(TYPES.get(type));
  }
}
