package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Role.Right;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The slash commands.
final class Verbs {
  /// Of an unknown command, in the hint how to pass it on.
  private static final int UNKNOWN_UNITS = 200;

  private final DeskSettings settings;
  private final Doorkeeper doorkeeper;
  private final Ends ends;
  private final Dispatches dispatches;
  private final Replies replies;

  Verbs(
      DeskSettings settings,
      Doorkeeper doorkeeper,
      Ends ends,
      Dispatches dispatches,
      Replies replies) {
    this.settings = settings;
    this.doorkeeper = doorkeeper;
    this.ends = ends;
    this.dispatches = dispatches;
    this.replies = replies;
  }

  /// @param here the session whose line the message stands in
  void act(Draft draft, Inbound.Said said, Person person, Command command, Optional<Session> here) {
    switch (command) {
      case Command.Words(String text) -> dispatches.dispatch(draft, text, said, person);
      case Command.Dispatch(String text) -> dispatches.dispatch(draft, text, said, person);
      case Command.Reply(String target, String text) ->
          with(draft, said, target, here, it -> replies.reply(draft, it, text, said, person));
      case Command.Attach(String target) -> attach(draft, said, person, target, here);
      case Command.Detach _ -> detach(draft, said, person);
      case Command.Stop(String target) -> stop(draft, said, person, target, here);
      case Command.Board _ ->
          draft.card(
              Kind.REPLY,
              said.place(),
              null,
              null,
              false,
              said.message(),
              Boards.board(draft, settings));
      case Command.Peek(String target) ->
          with(
              draft,
              said,
              target,
              here,
              it -> Boards.peek(draft, it, said.place(), said.message()));
      case Command.Diff(String target) ->
          with(draft, said, target, here, it -> diff(draft, said, it));
      case Command.Watch(String target) ->
          with(draft, said, target, here, it -> Watches.begin(draft, said, person, it));
      case Command.Unwatch(String target) ->
          with(draft, said, target, here, it -> Watches.end(draft, said, it));
      case Command.Get(String target, String path) ->
          with(draft, said, target, here, it -> get(draft, said, person, it, path));
      case Command.Help _ ->
          draft.card(
              Kind.REPLY,
              said.place(),
              null,
              null,
              false,
              said.message(),
              Boards.help(person, settings));
      case Command.Pair(String word) -> {
        if (Doorkeeper.allowed(draft, person, Right.GOVERN, said)) {
          doorkeeper.openWindow(draft, person, said, word);
        }
      }
      case Command.Unpair(String name) -> {
        if (Doorkeeper.allowed(draft, person, Right.GOVERN, said)) {
          Roster.unpair(draft, person, said, name);
        }
      }
      case Command.EnableHere(boolean on) -> enable(draft, said, person, on);
      case Command.Incomplete(String usage) ->
          Doorkeeper.reply(draft, said, "It is missing something. Write it so: " + usage);
      case Command.Unknown unknown -> unknown(draft, said, person, unknown);
    }
  }

  private static void unknown(
      Draft draft, Inbound.Said said, Person person, Command.Unknown unknown) {
    String next = "/help lists what I know.";
    if (unknown.nearest() != null) {
      next = "Did you mean /" + unknown.nearest() + "?";
    } else if (person.may(Right.DISPATCH)) {
      next += " To give it to an agent, write /bg " + Words.cut(said.text(), UNKNOWN_UNITS);
    }
    Doorkeeper.reply(draft, said, "I do not know /" + unknown.word() + ". " + next);
  }

  private interface OnSession {
    void act(Session session);
  }

  /// Finds the session a command is about: the one named, else the one it is said to, else the
  /// newest of this chat.
  private static void with(
      Draft draft,
      Inbound.Said said,
      @Nullable String target,
      Optional<Session> here,
      OnSession then) {
    if (target == null) {
      var found = here.or(() -> draft.view.newestIn(said.place().wholeChat()));
      found.ifPresentOrElse(
          then::act,
          () ->
              Doorkeeper.reply(
                  draft,
                  said,
                  "There is no session in this chat yet. /agents shows those of all chats; name one"
                      + " by its id."));
      return;
    }
    String id = target.toLowerCase(Locale.ROOT).replaceFirst("^#", "");
    var found =
        id.matches("[0-9a-f-]{2,36}") ? draft.view.sessionsLike(id) : java.util.List.<Session>of();
    switch (found.size()) {
      case 1 -> then.act(found.getFirst());
      case 0 ->
          Doorkeeper.reply(
              draft, said, "I know no session “" + target + "”. /agents shows them all.");
      default ->
          Doorkeeper.reply(
              draft, said, "“" + target + "” fits several sessions. Give a few more characters.");
    }
  }

  private void attach(
      Draft draft,
      Inbound.Said said,
      Person person,
      @Nullable String target,
      Optional<Session> here) {
    if (!Doorkeeper.allowed(draft, person, Right.DISPATCH, said)) {
      return;
    }
    // A chat is not attached to what it is attached to already: its newest session is meant.
    boolean pointed = said.reply() != null || said.place().isThread();
    with(
        draft,
        said,
        target,
        pointed ? here : Optional.empty(),
        session -> {
          draft.change(new Change.Bind(said.place(), session.id()));
          Doorkeeper.reply(
              draft,
              said,
              "What you write here goes to "
                  + session.shortId()
                  + " ("
                  + session.origin().name()
                  + ") until /detach. /bg starts another session meanwhile.");
          Boards.peek(draft, session, said.place(), null);
        });
  }

  private static void detach(Draft draft, Inbound.Said said, Person person) {
    if (!Doorkeeper.allowed(draft, person, Right.DISPATCH, said)) {
      return;
    }
    var bound = draft.view.bound(said.place());
    if (bound.isEmpty()) {
      Doorkeeper.reply(
          draft,
          said,
          (said.place().isThread()
                  ? "This topic belongs to no session"
                  : "This chat is not attached to a session")
              + (said.reach() == Reach.PRIVATE
                  ? ": what you write here starts a new one."
                  : ": a mention here starts a new one.")
              + " To join one, write /attach <id>; /agents shows the ids.");
      return;
    }
    draft.change(new Change.Bind(said.place(), null));
    Doorkeeper.reply(
        draft,
        said,
        said.reach() == Reach.PRIVATE
            ? "Detached. The session goes on; what you write now starts a new one."
            : "Detached. The session goes on; reply to its messages to speak to it. Here I hear only"
                + " what mentions me or replies to me: a mention starts a new session.");
  }

  private void stop(
      Draft draft,
      Inbound.Said said,
      Person person,
      @Nullable String target,
      Optional<Session> here) {
    if (!Doorkeeper.allowed(draft, person, Right.DISPATCH, said)) {
      return;
    }
    if (target == null && here.isEmpty()) {
      Doorkeeper.reply(
          draft,
          said,
          "Which one? Reply to one of its messages with /stop, or write /stop <id>. /agents shows"
              + " the ids.");
      return;
    }
    with(
        draft,
        said,
        target,
        here,
        session -> {
          if (Ends.isOver(draft, session)) {
            Doorkeeper.reply(
                draft,
                said,
                "Session " + session.shortId() + " is over already. " + wayOn(session));
            return;
          }
          boolean begun = ends.stop(draft, session, person.name());
          Doorkeeper.reply(draft, said, stopped(session, begun));
        });
  }

  private static String stopped(Session session, boolean begun) {
    return "Stopped "
        + session.shortId()
        + (begun
            ? ". Its conversation is kept: reply to go on."
            : " before it began: there is no conversation to go on with. " + beginning(session));
  }

  /// What to do about a session that is over.
  static String wayOn(Session session) {
    return Ends.neverBegan(session)
        ? "It never began. " + beginning(session)
        : "Reply to one of its messages to go on with it.";
  }

  private static String beginning(Session session) {
    return SessionFaces.canRetry(session)
        ? "“Retry in a new session” on its card begins it after all."
        : "Send it again to begin it after all.";
  }

  private static void diff(Draft draft, Inbound.Said said, Session session) {
    if (session.workplace().directory() == null) {
      Doorkeeper.reply(draft, said, "Session " + session.shortId() + " has not started yet.");
      return;
    }
    draft.effect(new Effect.SendDiff(session.id(), said.place(), said.message()));
  }

  /// Which file that is, and whether it may be had, is found out where it is read. Whoever only
  /// looks may have what an answer offers, and no path of their own.
  private static void get(
      Draft draft, Inbound.Said said, Person person, Session session, String path) {
    if (!Doorkeeper.allowed(draft, person, Right.DISPATCH, said)) {
      return;
    }
    if (session.workplace().directory() == null) {
      Doorkeeper.reply(draft, said, "Session " + session.shortId() + " has not started yet.");
      return;
    }
    draft.effect(new Effect.SendFile(session.id(), said.place(), path, said.message()));
  }

  private static String listening(Draft draft, Place place) {
    return "I listen in this group now, to the people on the list, when they mention me or reply to"
        + " me"
        + (draft.view.traits(place).threads() == Traits.Threads.UNDER_CARDS
            ? ", and in the threads of sessions."
            : ". If a mention does not arrive, make me an administrator.")
        + " /disable ends that.";
  }

  void enable(Draft draft, Inbound.Said said, Person person, boolean on) {
    if (!Doorkeeper.allowed(draft, person, Right.GOVERN, said)) {
      return;
    }
    if (said.reach() == Reach.PRIVATE) {
      Doorkeeper.reply(draft, said, "This is our private chat: I always listen here.");
      return;
    }
    draft.change(new Change.EnablePlace(said.place().wholeChat(), on, person.name()));
    draft.audit(
        person.name(),
        on ? "enabled a group" : "disabled a group",
        said.place().wholeChat().toString());
    Doorkeeper.reply(
        draft, said, on ? listening(draft, said.place()) : "I no longer listen in this group.");
  }
}
