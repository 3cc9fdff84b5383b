package dev.nightdesk.adapters;

import java.util.UUID;

/// Identifies a card for as long as it lives, over all its revisions and messages.
public record CardId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
