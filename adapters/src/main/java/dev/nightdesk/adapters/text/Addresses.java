package dev.nightdesk.adapters.text;

import java.util.List;

/// Says the address of a link after its label, where nothing can be followed by touching it.
final class Addresses {
  private Addresses() {}

  static Styled inWords(Styled words) {
    if (words.marks().stream().noneMatch(mark -> mark.style() instanceof Style.Link)) {
      return words;
    }
    var insertions =
        words.marks().stream()
            .filter(
                mark -> mark.style() instanceof Style.Link(var url) && !isSaid(words, mark, url))
            .map(mark -> new Styled.Insertion(mark.to(), " (" + urlOf(mark) + ")"))
            .toList();
    return words.inserting(insertions);
  }

  static Flow.Table inWords(Flow.Table table) {
    return new Flow.Table(
        table.sides(),
        inWords(table.head()),
        table.rows().stream().map(Addresses::inWords).toList());
  }

  private static List<Styled> inWords(List<Styled> cells) {
    return cells.stream().map(Addresses::inWords).toList();
  }

  private static boolean isSaid(Styled words, Mark mark, String url) {
    return words.text().substring(mark.from(), mark.to()).equals(url);
  }

  private static String urlOf(Mark mark) {
    return mark.style() instanceof Style.Link(var url) ? url : "";
  }
}
