package dev.nightdesk.gateway.store;

/// A stored text is not what it should be: written by another version, or damaged. The store puts
/// its row aside and goes on without it ([AsideRows]); nobody outside the store ever sees this.
final class Unreadable extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final String text;
  private final Class<?> type;

  Unreadable(String text, Class<?> type, Exception cause) {
    super("cannot be read: a stored " + type.getSimpleName(), cause);
    this.text = text;
    this.type = type;
  }

  String text() {
    return text;
  }

  Class<?> type() {
    return type;
  }

  boolean isSameAs(Unreadable other) {
    return text.equals(other.text) && type.equals(other.type);
  }
}
