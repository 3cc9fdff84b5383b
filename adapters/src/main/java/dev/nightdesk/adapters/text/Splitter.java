package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Takes documents apart so that the pieces fit, at the places a reader would choose: between
/// blocks, items, rows and lines, after sentences and words, and only then anywhere.
final class Splitter {
  /// What stands between two blocks, at the most, in any dialect.
  static final int GAP = 4;

  /// In less than this nothing can be divided with sense.
  static final int LEAST_ROOM = 32;

  /// How much of the room what stands within a list or a quote gets, in eighths. Its own container
  /// takes the rest, which is much when lines are short, so less is tried after more. Only once
  /// where containers stand within one another: the tries would multiply.
  private static final List<Integer> EIGHTHS = List.of(7, 4, 2);

  private final ToIntFunction<List<Flow>> weight;

  /// @param weight how long a document is when it is written: no shorter than its words
  Splitter(ToIntFunction<List<Flow>> weight) {
    this.weight = weight;
  }

  /// What fits, and what is left. Together they are the whole; either may be empty.
  record Division(List<Flow> head, List<Flow> rest) {
    static final Division NONE = new Division(List.of(), List.of());

    boolean isNone() {
      return head.isEmpty();
    }
  }

  /// Every part fits `max`; none is empty.
  List<List<Flow>> parts(List<Flow> flows, int max) {
    var parts = new ArrayList<List<Flow>>();
    var left = new ArrayDeque<>(flows);
    while (!left.isEmpty()) {
      var part = take(left, max, max);
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /// Takes from the front of `left` what fits `room`, at least something.
  ///
  /// @param room at least [#LEAST_ROOM]
  /// @param max room of a part of its own, in which a block may better stand whole
  List<Flow> take(ArrayDeque<Flow> left, int room, int max) {
    if (room < LEAST_ROOM) {
      throw new IllegalArgumentException("too little room to divide anything: " + room);
    }
    var part = new ArrayList<Flow>();
    var free = room;
    while (!left.isEmpty()) {
      var flow = left.removeFirst();
      if (fits(flow, free)) {
        part.add(flow);
        free -= weigh(flow) + GAP;
        continue;
      }
      if (!part.isEmpty() && isBetterWhole(flow, free, max)) {
        left.addFirst(flow);
        break;
      }
      var division = divide(flow, free);
      if (!division.isNone()) {
        part.addAll(division.head());
        putBack(left, division.rest());
        break;
      }
      putBack(left, part.isEmpty() ? Unwrapping.of(flow) : List.of(flow));
      if (!part.isEmpty()) {
        break;
      }
    }
    keepHeadingWithText(part, left);
    return part;
  }

  /// A block that would fill little of this part, and stand whole in the next.
  private boolean isBetterWhole(Flow flow, int free, int max) {
    return free < max / 8 || (free < max / 2 && fits(flow, max));
  }

  private static void keepHeadingWithText(List<Flow> part, ArrayDeque<Flow> left) {
    if (part.size() > 1 && !left.isEmpty() && part.getLast() instanceof Flow.Heading) {
      left.addFirst(part.removeLast());
    }
  }

  private static void putBack(ArrayDeque<Flow> left, List<Flow> flows) {
    flows.reversed().forEach(left::addFirst);
  }

  private int weigh(Flow flow) {
    return weight.applyAsInt(List.of(flow));
  }

  /// Counts words first: that stops early, where writing a long block again and again would not.
  private boolean fits(Flow flow, int room) {
    return WordCount.of(flow, room) <= room && weigh(flow) <= room;
  }

  private boolean allFit(List<Flow> flows, int room) {
    return flows.stream().mapToInt(this::weigh).sum() + GAP * (flows.size() - 1) <= room;
  }

  /// Divides one block; the head fits `room` or is empty.
  private Division divide(Flow flow, int room) {
    return switch (flow) {
      case Flow.Paragraph(var words) -> divideWords(words, room, Flow.Paragraph::new);
      case Flow.Literal(var words) -> divideWords(words, room, Flow.Literal::new);
      case Flow.Heading(var level, var words) ->
          divideWords(words, room, part -> new Flow.Heading(level, part));
      case Flow.Fence fence -> divideLines(fence, room);
      case Flow.Table table -> divideRows(table, room);
      case Flow.Quotation(var flows) -> divideQuotation(flows, room);
      case Flow.Listing listing -> divideItems(listing, room);
      case Flow.Rule _ -> Division.NONE;
    };
  }

  private Division divideWords(Styled words, int room, Function<Styled, Flow> make) {
    var limit = Math.min(words.length(), room);
    while (limit > 0) {
      var at = Cut.nicely(words.text(), limit);
      var head = words.slice(0, at).stripped();
      if (head.length() == 0) {
        return Division.NONE;
      }
      var weight = weigh(make.apply(head));
      if (weight <= room) {
        var rest = words.slice(at, words.length()).stripped();
        return new Division(
            List.of(make.apply(head)), rest.length() == 0 ? List.of() : List.of(make.apply(rest)));
      }
      limit = smaller(at, room, weight);
    }
    return Division.NONE;
  }

  private Division divideLines(Flow.Fence fence, int room) {
    var text = fence.text();
    var limit = Math.min(text.length(), room);
    while (limit > 0) {
      var at = Cut.atLine(text, limit);
      if (at == 0) {
        return Division.NONE;
      }
      var head = text.charAt(at - 1) == '\n' ? at - 1 : at;
      var part = new Flow.Fence(fence.language(), text.substring(0, head));
      var weight = weigh(part);
      if (weight <= room) {
        var rest = text.substring(at);
        return new Division(
            List.of(part),
            rest.isEmpty() ? List.of() : List.of(new Flow.Fence(fence.language(), rest)));
      }
      limit = smaller(at, room, weight);
    }
    return Division.NONE;
  }

  /// The next length to try: by as much smaller as what was made of it is too long.
  private static int smaller(int limit, int room, int weight) {
    return (int) Math.min(limit - 1, (long) limit * room / weight);
  }

  /// The head of the table is repeated over each piece.
  private Division divideRows(Flow.Table table, int room) {
    var count = rowsThatMayFit(table, room);
    while (count > 0) {
      var head = new Flow.Table(table.sides(), table.head(), table.rows().subList(0, count));
      if (weigh(head) <= room) {
        var rows = table.rows().subList(count, table.rows().size());
        var rest = new Flow.Table(table.sides(), table.head(), rows);
        return new Division(List.of(head), rows.isEmpty() ? List.of() : List.of(rest));
      }
      count = count * 3 / 4;
    }
    return Division.NONE;
  }

  private static int rowsThatMayFit(Flow.Table table, int room) {
    var count = 0;
    var words = 0;
    for (var row : table.rows()) {
      words += WordCount.ofRow(row);
      if (words > room) {
        break;
      }
      count++;
    }
    return count;
  }

  private Division divideQuotation(List<Flow> flows, int room) {
    var division = divideWithin(flows, room, Flow.Quotation::new);
    return division.rest().isEmpty()
        ? division
        : new Division(division.head(), List.of(new Flow.Quotation(division.rest())));
  }

  /// Whole items first. Of an item that is too long for a part of its own the beginning stays an
  /// item; the rest follows at the list's own level, and the next item keeps its number.
  private Division divideItems(Flow.Listing listing, int room) {
    var count = itemsThatFit(listing, room);
    if (count > 0) {
      var rest = Items.from(listing, count);
      return new Division(List.of(Items.upTo(listing, count)), rest);
    }
    var first = listing.items().getFirst();
    var division =
        divideWithin(
            first.flows(), room, flows -> Items.only(listing, new Item(first.task(), flows)));
    if (division.isNone()) {
      return Division.NONE;
    }
    var rest = new ArrayList<>(division.rest());
    rest.addAll(Items.from(listing, 1));
    return new Division(division.head(), rest);
  }

  private int itemsThatFit(Flow.Listing listing, int room) {
    var free = room;
    var count = 0;
    for (var item : listing.items()) {
      var alone = Items.only(Items.startingAt(listing, count), item);
      if (!fits(alone, free)) {
        break;
      }
      free -= weigh(alone) + GAP;
      count++;
    }
    return count;
  }

  /// Divides what stands within a list or a quote; the head is wrapped, the rest is not.
  private Division divideWithin(List<Flow> flows, int room, Function<List<Flow>, Flow> wrap) {
    var count = 0;
    for (var free = room; count < flows.size(); count++) {
      var alone = wrap.apply(List.of(flows.get(count)));
      if (!fits(alone, free)) {
        break;
      }
      free -= weigh(alone) + GAP;
    }
    if (count > 0) {
      var head = wrap.apply(flows.subList(0, count));
      return new Division(List.of(head), flows.subList(count, flows.size()));
    }
    return flows.isEmpty() ? Division.NONE : divideFirst(flows, room, wrap);
  }

  private Division divideFirst(List<Flow> flows, int room, Function<List<Flow>, Flow> wrap) {
    var tries = isContainer(flows.getFirst()) ? 1 : EIGHTHS.size();
    for (var eighths : EIGHTHS.subList(0, tries)) {
      var division = divide(flows.getFirst(), room * eighths / 8);
      if (!division.isNone() && allFit(List.of(wrap.apply(division.head())), room)) {
        var rest = new ArrayList<>(division.rest());
        rest.addAll(flows.subList(1, flows.size()));
        return new Division(List.of(wrap.apply(division.head())), rest);
      }
    }
    return Division.NONE;
  }

  private static boolean isContainer(Flow flow) {
    return flow instanceof Flow.Quotation || flow instanceof Flow.Listing;
  }
}
