package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Role.Right;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.SessionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins sessions: what may be a task, and what a new one looks like.
final class Dispatches {
  private final DeskSettings settings;
  private final Runs runs;

  Dispatches(DeskSettings settings, Runs runs) {
    this.settings = settings;
    this.runs = runs;
  }

  /// DISP-1: a session of its own.
  void dispatch(Draft draft, String text, Inbound.Said said, Person person) {
    if (!Doorkeeper.allowed(draft, person, Right.DISPATCH, said)) {
      return;
    }
    if (Replies.isShell(text)) {
      Doorkeeper.reply(draft, said, Replies.NO_SHELL);
      return;
    }
    if (text.isBlank() && said.files().isEmpty()) {
      Doorkeeper.reply(draft, said, Replies.NO_CONTENT);
      return;
    }
    var order = Order.read(text, settings);
    if (order.prompt().length() < DeskSettings.SHORTEST_PROMPT && said.files().isEmpty()) {
      Doorkeeper.reply(
          draft,
          said,
          "Too short: “"
              + text
              + "”. Tell the agent what to do in a few words, or reply to a session's message to"
              + " answer it.");
      return;
    }
    if (draft.isDiskLow()) {
      Doorkeeper.reply(
          draft,
          said,
          "The machine's disk is nearly full, so nothing new starts. Free some space and send this"
              + " again: “"
              + Words.cut(text, 200)
              + "”");
      return;
    }
    begin(draft, order, said, person);
  }

  private void begin(Draft draft, Order order, Inbound.Said said, Person person) {
    // What is written in another session's thread is for that one, so this one gets its own.
    var other =
        said.place().isThread()
            ? draft.view.bound(said.place()).flatMap(draft::session)
            : Optional.<Session>empty();
    var session = draft.put(fresh(draft, order, said, person));
    var id = session.id();
    draft.change(new Change.LinkMessage(said.message(), id));
    draft.audit(person.name(), "dispatched", session.shortId());
    var prompt = Replies.prompt(draft, id, order.prompt(), said.files(), person, said.message());
    if (!said.files().isEmpty()) {
      draft.effect(new Effect.Fetch(id, prompt.id(), said.place(), said.files()));
    }
    show(draft, session, other, said);
    order.unknownRepo().ifPresent(name -> nameUnknown(draft, order, name, said));
    runs.drive(draft, session);
  }

  /// Its first card, and a thread where there can be one.
  private static void show(
      Draft draft, Session session, Optional<Session> other, Inbound.Said said) {
    boolean elsewhere = !said.place().isThread() || other.isPresent();
    boolean toGroup = said.reach() != Reach.PRIVATE;
    switch (draft.view.traits(said.place()).threads()) {
      case NONE -> Boards.statusCard(draft, session, said.message());
      case TOPICS -> {
        if (elsewhere && toGroup) {
          openThread(draft, session, said, null);
          other.ifPresent(it -> Doorkeeper.reply(draft, said, apart(session, it, "topic")));
        } else {
          Boards.statusCard(draft, session, said.message());
        }
      }
      case UNDER_CARDS -> {
        if (elsewhere) {
          var there = draft.put(session.with(session.origin().at(said.place().wholeChat())));
          var card = Boards.statusCard(draft, there, Replies.sameChat(there, said.message()));
          openThread(draft, session, said, card.card().id());
          other.ifPresent(it -> Doorkeeper.reply(draft, said, apart(session, it, "thread")));
        } else {
          // Threads do not nest: the one it was asked for in becomes its own.
          Boards.statusCard(draft, session, said.message());
          draft.change(new Change.Bind(said.place(), session.id()));
        }
      }
    }
  }

  private static void openThread(
      Draft draft, Session session, Inbound.Said said, @Nullable CardId under) {
    var chat = said.place().wholeChat();
    draft.effect(new Effect.OpenThread(session.id(), chat, session.origin().name(), under));
  }

  /// Whether it was asked for in a thread that people had before: it hears there what names us.
  static boolean isGuest(Session session, Place thread) {
    var message = session.origin().message();
    return thread.isThread() && message != null && message.place().equals(thread);
  }

  private static String apart(Session session, Session here, String thread) {
    return "Session "
        + session.shortId()
        + " gets a "
        + thread
        + " of its own. What is written here still goes to "
        + here.shortId()
        + " ("
        + here.origin().name()
        + ").";
  }

  /// It works in the default repository then, and its person should know before it is done.
  private void nameUnknown(Draft draft, Order order, String name, Inbound.Said said) {
    var names = settings.repos().stream().map(DeskSettings.Repo::name).toList();
    Doorkeeper.reply(
        draft,
        said,
        "There is no repository @"
            + name
            + ", so this works in "
            + order.repo().name()
            + ". "
            + Slips.nearest(name, names)
                .map(near -> "Did you mean @" + near + "?")
                .orElse("/help lists them."));
  }

  /// BEST-10: the same words to the same agent in the same repository, below the card that offered
  /// it. Files that came with them stay with the session before; what is written in a place that
  /// was that session's goes to this one from now on.
  Session again(Draft draft, Session before, Inbound.Pressed pressed, Person person) {
    var was = before.origin();
    var origin =
        new Session.Origin(
            was.name(),
            was.prompt(),
            was.agent(),
            person.name(),
            pressed.place(),
            pressed.message(),
            draft.at);
    String repo = before.workplace().repo();
    String warning = settings.repo(repo).map(DeskSettings.Repo::warning).orElse("");
    var session = draft.put(fresh(draft, origin, repo, warning));
    draft.audit(person.name(), "tried again " + before.shortId(), session.shortId());
    Replies.prompt(draft, session.id(), was.prompt(), List.of(), person, pressed.message());
    Boards.statusCard(draft, session, pressed.message());
    if (isBound(draft, pressed.place(), before)) {
      draft.change(new Change.Bind(pressed.place(), session.id()));
    }
    return runs.drive(draft, session);
  }

  /// Whether what is written there goes to that session.
  static boolean isBound(Draft draft, Place place, Session session) {
    return draft.view.bound(place).filter(session.id()::equals).isPresent();
  }

  private static Session fresh(Draft draft, Order order, Inbound.Said said, Person person) {
    String name = order.prompt().isEmpty() ? nameOfFiles(said) : Words.name(order.prompt());
    var origin =
        new Session.Origin(
            name,
            order.prompt(),
            order.agent(),
            person.name(),
            said.place(),
            said.message(),
            draft.at);
    return fresh(draft, origin, order.repo().name(), order.repo().warning());
  }

  private static Session fresh(Draft draft, Session.Origin origin, String repo, String warning) {
    var id = new SessionId(draft.ids.next());
    return new Session(
        id,
        origin,
        new Session.Workplace(repo, null, "", "", warning),
        State.QUEUED,
        draft.at,
        new Session.Run(0, false, false, Cursor.startOf(0), id.toString(), List.of()),
        Session.Turn.fresh(draft.at),
        Session.Tally.NONE,
        null);
  }

  private static String nameOfFiles(Inbound.Said said) {
    return Words.name(String.join(", ", said.files().stream().map(file -> file.name()).toList()));
  }
}
