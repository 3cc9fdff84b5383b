package dev.nightdesk.adapters.text;

import java.util.List;
import java.util.function.Predicate;

/// Says the address of a link after its label, where nothing can be followed by touching it.
final class Addresses {
  private Addresses() {}

  static Styled inWords(Styled words) {
    return inWords(words, _ -> true);
  }

  /// Says those addresses only; the links to them stay marked.
  static Styled inWords(Styled words, Predicate<Mark> wanted) {
    if (words.marks().stream().noneMatch(mark -> mark.style() instanceof Style.Link)) {
      return words;
    }
    var insertions =
        words.marks().stream()
            .filter(mark ->
                mark.style() instanceof Style.Link(var url)
                    && wanted.test(mark)
                    && !isSaid(words, mark, url))
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
    var label = words.text().substring(mark.from(), mark.to());
    return label.equals(url) || label.equals(withoutScheme(url));
  }

  private static String withoutScheme(String url) {
    return url.startsWith("mailto:") ? url.substring("mailto:".length()) : url;
  }

  private static String urlOf(Mark mark) {
    return mark.style() instanceof Style.Link(var url) ? url : "";
  }
}
