package dev.nightdesk.gateway.desk;

import dev.nightdesk.gateway.desk.DeskSettings.Repo;
import dev.nightdesk.sessions.AgentKind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A dispatch, read: what to do, where, by whom (DISP-3 to DISP-5). `@name` of a repository or an
/// agent chooses it, wherever it stands, and is taken out; any other `@word` is text.
///
/// @param unknown an `@word` at the beginning or the end, where people choose a repository, that
///   names none; empty when a repository was named or there is nothing to choose from
record Order(String prompt, Repo repo, AgentKind agent, String unknown) {
  private static final Pattern NAMED =
      Pattern.compile("(?<!\\S)@([\\w.-]*\\w)(?:(?=[,.:;!?])|(?=\\s|$)\\s?)");

  static Order read(String text, DeskSettings settings) {
    var repo = settings.repos().getFirst();
    var agent = settings.agents().getFirst();
    var rest = new StringBuilder();
    boolean chosen = settings.repos().size() == 1;
    String unknown = "";
    var match = NAMED.matcher(text);
    while (match.find()) {
      String name = match.group(1);
      var namedAgent =
          settings.agents().stream()
              .filter(kind -> kind.value().equalsIgnoreCase(name))
              .findFirst();
      Optional<Repo> namedRepo = settings.repo(name);
      if (namedAgent.isPresent()) {
        agent = namedAgent.get();
      } else if (namedRepo.isPresent()) {
        repo = namedRepo.get();
        chosen = true;
      } else if (isAtAnEnd(text, match.start(), match.end())) {
        unknown = name;
      }
      boolean known = namedRepo.isPresent() || namedAgent.isPresent();
      boolean inSentence = text.substring(match.end()).matches("(?s)[,.:;!?].*");
      String stays = !known ? match.group() : inSentence ? name : "";
      match.appendReplacement(rest, Matcher.quoteReplacement(stays));
    }
    match.appendTail(rest);
    return new Order(rest.toString().strip(), repo, agent, chosen ? "" : unknown);
  }

  private static boolean isAtAnEnd(String text, int from, int to) {
    return text.substring(0, from).isBlank() || text.substring(to).isBlank();
  }

  Optional<String> unknownRepo() {
    return Optional.of(unknown).filter(name -> !name.isEmpty());
  }
}
