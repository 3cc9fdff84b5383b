package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.sessions.SessionId;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the session of a message of ours that the store has no record of: a create whose answer
/// was cut off (architecture 5). Its buttons tell, or the short id that stands in it.
final class Twins {
  private static final Pattern SHORT_ID = Pattern.compile("\\b[0-9a-f]{8}\\b");

  private Twins() {}

  static Optional<SessionId> find(DeskView view, Quoted quoted) {
    if (!quoted.ours()) {
      return Optional.empty();
    }
    return quoted.tokens().stream()
        .flatMap(token -> view.action(token).stream())
        .flatMap(action -> session(view, action).stream())
        .findFirst()
        .or(() -> byShortId(view, quoted.text()));
  }

  private static Optional<SessionId> session(DeskView view, Action action) {
    return switch (action) {
      case Action.OfRequest of -> view.request(of.request()).map(Request::session);
      case Action.SendNow it -> view.prompt(it.prompt()).map(Prompt::session);
      case Action.InterruptAndSend it -> view.prompt(it.prompt()).map(Prompt::session);
      case Action.DropPrompt it -> view.prompt(it.prompt()).map(Prompt::session);
      case Action.MeantAsReply it -> Optional.of(it.session());
      case Action.Stop it -> Optional.of(it.session());
      case Action.Retry it -> Optional.of(it.session());
      case Action.ShowDiff it -> Optional.of(it.session());
      case Action.RunLate _, Action.DropLate _ -> Optional.empty();
    };
  }

  private static Optional<SessionId> byShortId(DeskView view, String text) {
    var found =
        SHORT_ID
            .matcher(text)
            .results()
            .flatMap(match -> view.sessionsLike(match.group()).stream())
            .map(Session::id)
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
