package dev.nightdesk.adapters;

import java.util.List;

/// A live message as it should look now. A card is wanted state: only the newest revision matters,
/// and showing one twice is harmless.
///
/// @param revision counts from 1 upward; compared only with the same card's revisions
/// @param buttons in reading order; the channel lays them out in rows
public record Card(CardId id, long revision, Tone tone, List<Block> blocks, List<Button> buttons) {
  public Card {
    blocks = List.copyOf(blocks);
    buttons = List.copyOf(buttons);
  }
}
