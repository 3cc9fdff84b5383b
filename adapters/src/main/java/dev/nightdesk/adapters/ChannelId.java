package dev.nightdesk.adapters;

/// Names one configured channel: `telegram`, `slack`, `discord`, `console`. Lower case, stored in
/// the database, shown to people.
public record ChannelId(String value) {
  public ChannelId {
    if (!value.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("not a channel id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
