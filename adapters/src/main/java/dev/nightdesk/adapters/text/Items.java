package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import dev.nightdesk.adapters.text.Flow.Listing;
import java.util.List;

/// Parts of a list whose numbers stay what they were.
final class Items {
  private Items() {}

  static Listing upTo(Listing listing, int count) {
    return new Listing(listing.start(), listing.items().subList(0, count));
  }

  /// Empty when there are no more.
  static List<Flow> from(Listing listing, int count) {
    var items = listing.items().subList(count, listing.items().size());
    return items.isEmpty()
        ? List.of()
        : List.of(new Listing(startingAt(listing, count).start(), items));
  }

  static Listing only(Listing listing, Item item) {
    return new Listing(listing.start(), List.of(item));
  }

  /// The same list with the number that its item at `index` has.
  static Listing startingAt(Listing listing, int index) {
    return listing.isOrdered() ? new Listing(listing.start() + index, listing.items()) : listing;
  }
}
