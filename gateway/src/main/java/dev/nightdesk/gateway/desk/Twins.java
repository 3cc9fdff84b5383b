package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.sessions.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the session of a message of ours that the store has no record of: a create whose answer
/// was cut off. Its buttons tell, or the short id that stands in it. What was found is written
/// down, so that the next reply needs no finding.
final class Twins {
  private static final Pattern SHORT_ID = Pattern.compile("\\b[0-9a-f]{8}\\b");

  private Twins() {}

  /// Somebody answers such a message.
  static void adopt(Draft draft, Quoted quoted) {
    if (quoted.ours()) {
      adopt(draft, quoted.message(), quoted.tokens(), quoted.text());
    }
  }

  /// Somebody presses a button of such a message.
  static void adopt(Draft draft, Inbound.Pressed pressed) {
    adopt(draft, pressed.message(), List.of(pressed.token()), "");
  }

  private static void adopt(Draft draft, MessageRef message, List<String> tokens, String text) {
    if (draft.cardAt(message).isPresent()) {
      return;
    }
    var known = draft.view.sessionOf(message);
    var session = known.or(() -> find(draft.view, tokens, text));
    var card = session.flatMap(it -> card(draft, it, message, tokens));
    if (known.isEmpty() || card.isPresent()) {
      session.ifPresent(it -> draft.adopt(message, it, card));
    }
  }

  /// The card with such a button that was shown there, while it has one.
  private static Optional<WantedCard> card(
      Draft draft, SessionId session, MessageRef message, List<String> tokens) {
    return draft.cardsWithButtons(session).stream()
        .filter(wanted -> wanted.place().wholeChat().equals(message.place().wholeChat()))
        .filter(wanted ->
            wanted.card().buttons().stream().map(Button::token).anyMatch(tokens::contains))
        .reduce((_, newest) -> newest);
  }

  static Optional<SessionId> find(DeskView view, Quoted quoted) {
    return quoted.ours() ? find(view, quoted.tokens(), quoted.text()) : Optional.empty();
  }

  private static Optional<SessionId> find(DeskView view, List<String> tokens, String text) {
    return tokens.stream()
        .flatMap(token -> view.action(token).stream())
        .flatMap(action -> session(view, action).stream())
        .findFirst()
        .or(() -> byShortId(view, text));
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
      case Action.GetFile it -> Optional.of(it.session());
      case Action.RunLate _, Action.DropLate _, Action.SendSpoken _, Action.DiscardSpoken _ ->
          Optional.empty();
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
