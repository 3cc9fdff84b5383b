package dev.nightdesk.adapters.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Cuts documents to a length. The longest one gives first, and within it the longest block, so
/// that a card keeps its headline, its hints and the end of what was said; a note counts what is
/// missing.
final class Shortening {
  /// A block keeps at least so much when it is cut; below that, it goes.
  static final int LEAST = 120;

  /// Room for the note and what stands around it.
  static final int NOTE = 40;

  private final ToIntFunction<List<Flow>> length;
  private final Splitter splitter;

  Shortening(ToIntFunction<List<Flow>> length) {
    this.length = length;
    this.splitter = new Splitter(length);
  }

  /// @param cut whether something is missing
  record Shortened(List<Flow> flows, boolean cut) {}

  Shortened toFit(List<List<Flow>> documents, int max) {
    var all = documents.stream().flatMap(List::stream).toList();
    if (length.applyAsInt(all) <= max) {
      return new Shortened(all, false);
    }
    var kept = new ArrayList<>(documents);
    var rooms = rooms(kept, max);
    while (rooms < LEAST && kept.size() > 1) {
      kept.removeLast();
      rooms = rooms(kept, max - NOTE);
    }
    var shortened = new ArrayList<Flow>();
    for (var document : kept) {
      shortened.addAll(shorten(document, Math.min(rooms, max - NOTE)));
    }
    if (kept.size() < documents.size()) {
      var gone = documents.subList(kept.size(), documents.size());
      shortened.add(note(lengthOf(gone.stream().flatMap(List::stream).toList())));
    }
    return new Shortened(shortened, true);
  }

  /// The room that is the most any one may take, so that all of them fit.
  private int rooms(List<List<Flow>> documents, int max) {
    var sizes = documents.stream().mapToInt(this::lengthOf).sorted().toArray();
    var free = max - Splitter.GAP * documents.size();
    for (var index = 0; index < sizes.length; index++) {
      var share = free / (sizes.length - index);
      if (sizes[index] > share) {
        return share;
      }
      free -= sizes[index];
    }
    return max;
  }

  private List<Flow> shorten(List<Flow> flows, int room) {
    var size = lengthOf(flows);
    if (size <= room) {
      return flows;
    }
    var longest = indexOfLongest(flows);
    var keep = lengthOf(List.of(flows.get(longest))) - (size - room) - NOTE;
    if (keep >= LEAST) {
      return shortenOne(flows, longest, keep);
    }
    var left = new ArrayDeque<>(flows);
    var kept = new ArrayList<>(takeUpTo(left, room - NOTE));
    kept.add(note(size - lengthOf(kept)));
    return kept;
  }

  private List<Flow> shortenOne(List<Flow> flows, int index, int room) {
    var left = new ArrayDeque<>(List.of(flows.get(index)));
    var head = takeUpTo(left, room);
    var shortened = new ArrayList<>(flows.subList(0, index));
    shortened.addAll(head);
    shortened.add(note(lengthOf(List.of(flows.get(index))) - lengthOf(head)));
    shortened.addAll(flows.subList(index + 1, flows.size()));
    return shortened;
  }

  /// Some room may be too small for anything to stand in it.
  private List<Flow> takeUpTo(ArrayDeque<Flow> left, int room) {
    return room < Splitter.LEAST_ROOM ? List.of() : splitter.take(left, room, room);
  }

  private int indexOfLongest(List<Flow> flows) {
    var longest = 0;
    var size = -1;
    for (var index = 0; index < flows.size(); index++) {
      var length = lengthOf(List.of(flows.get(index)));
      if (length > size) {
        size = length;
        longest = index;
      }
    }
    return longest;
  }

  private int lengthOf(List<Flow> flows) {
    return length.applyAsInt(flows);
  }

  private static Flow note(int missing) {
    return new Flow.Literal(Styled.of("… (" + missing + " more characters)", Style.FAINT));
  }
}
