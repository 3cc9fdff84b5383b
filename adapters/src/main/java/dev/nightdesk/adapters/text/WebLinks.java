package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes the links of a document those of chats that link what they are told to and nothing else
/// (Discord, Slack): addresses that stand in an agent's words become links, and what is not on the
/// web is said in words. The literal words of a card stay words.
final class WebLinks {
  /// What people take for the name of a site; names of files are not among them.
  private static final Pattern HOST =
      Pattern.compile(
          "(?i)(?<![\\w.@/-])(?:[a-z0-9-]{1,63}\\.){1,8}(?:com|org|net|io|dev|app|ai|co|gov|edu|info"
              + "|me|de|fr|uk|eu|us|ch|nl|jp|cn|in)(?![\\w.-])");

  private static final Pattern ADDRESS =
      Pattern.compile("\\bhttps?://[^\\s<>\"`\\p{Cntrl}\\p{Cf}]++", Pattern.CASE_INSENSITIVE);

  /// Ends a sentence or belongs to what stands around an address, and not to the address.
  private static final String TRAILING = ".,:;!?'*_~]}|";

  private WebLinks() {}

  static List<Flow> of(List<Flow> flows) {
    return flows.stream().map(WebLinks::of).toList();
  }

  private static Flow of(Flow flow) {
    return switch (flow) {
      case Flow.Paragraph(var words) -> new Flow.Paragraph(linked(words));
      case Flow.Heading(var level, var words) -> new Flow.Heading(level, linked(words));
      case Flow.Quotation(var flows) -> new Flow.Quotation(of(flows));
      case Flow.Listing(var start, var items) ->
          new Flow.Listing(
              start, items.stream().map(item -> new Item(item.task(), of(item.flows()))).toList());
      case Flow.Table(var sides, var head, var rows) ->
          new Flow.Table(sides, row(head), rows.stream().map(WebLinks::row).toList());
      case Flow.Literal _, Flow.Fence _, Flow.Rule _ -> flow;
    };
  }

  private static List<Styled> row(List<Styled> cells) {
    return cells.stream().map(WebLinks::linked).toList();
  }

  private static Styled linked(Styled words) {
    var told = Addresses.inWords(words, mark -> isSaid(words, mark));
    var marks = new ArrayList<Mark>(told.marks());
    for (var index = marks.size() - 1; index >= 0; index--) {
      if (isSaid(words, words.marks().get(index))) {
        marks.remove(index);
      }
    }
    return withAddresses(told.text(), marks);
  }

  /// What leads out of the web, and an address that pretends to be another one.
  private static boolean isSaid(Styled words, Mark mark) {
    if (!(mark.style() instanceof Style.Link(var url))) {
      return false;
    }
    var label = words.text().substring(mark.from(), mark.to());
    return !isOfTheWeb(url)
        || (label.contains("://") ? !label.equals(url) : namesAnotherHost(label, url));
  }

  private static boolean namesAnotherHost(String label, String url) {
    var hosts = HOST.matcher(label);
    while (hosts.find()) {
      var host = hosts.group().toLowerCase(Locale.ROOT);
      var rest = url.substring(url.indexOf("://") + 3).toLowerCase(Locale.ROOT);
      var target = rest.split("[/?#:@]", 2)[0];
      if (!target.equals(host) && !target.endsWith("." + host)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfTheWeb(String url) {
    var lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith("https://") || lower.startsWith("http://");
  }

  private static Styled withAddresses(String text, List<Mark> marks) {
    if (!text.contains("://")) {
      return new Styled(text, List.copyOf(marks));
    }
    var taken =
        new Coverage(
            List.copyOf(marks),
            style -> style instanceof Style.Link || style instanceof Style.Verbatim);
    var found = new ArrayList<Mark>();
    var addresses = ADDRESS.matcher(text);
    while (addresses.find()) {
      if (!taken.covers(addresses.start())) {
        var from = addresses.start();
        var url = addressIn(text.substring(from, firstEdge(marks, from, addresses.end())));
        if (Links.isAllowed(url)) {
          found.add(new Mark(from, from + url.length(), new Style.Link(url)));
        }
      }
    }
    return new Styled(text, merged(marks, found));
  }

  /// An address ends where a style begins or ends, so that marks stay nested.
  private static int firstEdge(List<Mark> marks, int from, int to) {
    var edge = to;
    for (var mark : marks) {
      if (mark.from() > from && mark.from() < edge) {
        edge = mark.from();
      }
      if (mark.to() > from && mark.to() < edge) {
        edge = mark.to();
      }
    }
    return edge;
  }

  private static String addressIn(String text) {
    if (text.length() > Links.MAX_URL) {
      return text;
    }
    var end = text.length();
    while (end > 0 && isTrailing(text.substring(0, end))) {
      end--;
    }
    return text.substring(0, end);
  }

  /// A bracket that was opened within the address belongs to it.
  private static boolean isTrailing(String text) {
    return text.endsWith(")")
        ? count(text, ')') > count(text, '(')
        : TRAILING.indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(unit -> unit == wanted).count();
  }

  /// Both are in order; what begins at one place with a found one stands around it.
  private static List<Mark> merged(List<Mark> marks, List<Mark> found) {
    var all = new ArrayList<Mark>(marks.size() + found.size());
    var next = 0;
    for (var mark : marks) {
      while (next < found.size() && found.get(next).from() < mark.from()) {
        all.add(found.get(next));
        next++;
      }
      all.add(mark);
    }
    all.addAll(found.subList(next, found.size()));
    return List.copyOf(all);
  }
}
