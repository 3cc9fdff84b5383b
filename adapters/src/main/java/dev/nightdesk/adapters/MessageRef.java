package dev.nightdesk.adapters;

/// One message of a platform. Message ids are unique within a chat at the least.
public record MessageRef(Place place, String message) {
  @Override
  public String toString() {
    return place + "#" + message;
  }
}
