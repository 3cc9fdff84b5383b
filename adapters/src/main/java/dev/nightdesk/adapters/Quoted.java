package dev.nightdesk.adapters;

import java.util.List;

/// The message an inbound one replies to.
///
/// @param ours written by this bot (by id, not by name)
/// @param tokens the tokens of the buttons under it, when it is ours and the platform tells
/// @param text its text as the platform quotes it, possibly cut; untrusted
public record Quoted(MessageRef message, boolean ours, List<String> tokens, String text) {
  public Quoted {
    tokens = List.copyOf(tokens);
  }
}
