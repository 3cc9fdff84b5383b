package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// What came of what we asked of the world: a start, a line to an agent, an end, files, threads.
final class Deeds {
  private final Runs runs;
  private final Ends ends;

  Deeds(Runs runs, Ends ends) {
    this.runs = runs;
    this.ends = ends;
  }

  void ended(Draft draft, Happening.Ended ended) {
    switch (ended.effect()) {
      case Effect.Launch launch -> launched(draft, launch, ended.result());
      case Effect.Send send -> sent(draft, send, ended.result());
      case Effect.End end -> left(draft, end, ended.result());
      case Effect.Fetch fetch -> fetched(draft, fetch, ended.result());
      case Effect.Survey survey -> surveyed(draft, survey, ended.result());
      case Effect.OpenThread open -> opened(draft, open, ended.result());
      case Effect.SendDiff diff ->
          fileSent(
              draft, diff.to(), diff.replyTo(), ended.result(), "", "the diff", "ask for it again");
      case Effect.SendFile file ->
          fileSent(
              draft, file.to(), file.replyTo(), ended.result(), "", "the file", "ask for it again");
      case Effect.SendText text ->
          fileSent(
              draft,
              text.to(),
              null,
              ended.result(),
              "The whole answer could not be sent as a file: ",
              "the file with the whole answer",
              "ask the agent to say it again");
      case Effect.Transcribe voice -> Voice.transcribed(draft, voice, ended.result());
      case Effect.Whisper _, Effect.Receipt _ -> {}
    }
  }

  /// @param refused what a refusal's reason is told with
  /// @param file what may have arrived or not
  /// @param remedy what to do when it has not
  private static void fileSent(
      Draft draft,
      Place to,
      @Nullable MessageRef replyTo,
      Result result,
      String refused,
      String file,
      String remedy) {
    if (result instanceof Result.Refused no) {
      Boards.tell(draft, to, replyTo, refused + no.why());
    } else if (result instanceof Result.Unknown) {
      Boards.tell(
          draft,
          to,
          replyTo,
          "I could not find out whether " + file + " arrived. If it is not here, " + remedy + ".");
    }
  }

  private void launched(Draft draft, Effect.Launch launch, Result result) {
    var session = draft.session(launch.session()).orElse(null);
    if (session == null || session.run().number() != launch.incarnation()) {
      return;
    }
    switch (result) {
      case Result.Launched at -> up(draft, session, launch.start(), at);
      case Result.Refused no when no.reason() == Reason.NOT_ALIVE -> {
        // It lived and died while we were away: the end of its output tells the rest.
        if (!session.run().endWasRead()) {
          draft.put(session.with(session.run().live(true)));
        }
      }
      case Result.Refused no -> notStarted(draft, session, no.why());
      case Result.Unknown unknown -> {
        // It may have come up after all, and nobody would be listening to it.
        draft.effect(new Effect.End(session.id(), StopReason.SUSPEND));
        notStarted(draft, session, unknown.why());
      }
      case Result.Done _,
          Result.Fetched _,
          Result.Surveyed _,
          Result.Opened _,
          Result.Transcribed _ -> {}
    }
  }

  /// Nobody waits for the start of a session that was stopped meanwhile.
  private void notStarted(Draft draft, Session session, String why) {
    if (session.state() == State.STARTING) {
      ends.fail(draft, session, "It could not be started: " + why);
    }
  }

  private void up(Draft draft, Session session, Start how, Result.Launched at) {
    var placed =
        draft.put(
            session.with(
                new Session.Workplace(
                    session.workplace().repo(),
                    at.directory(),
                    at.branch(),
                    at.base(),
                    at.note())));
    if (session.run().endWasRead()) {
      return;
    }
    // Its output may be ahead of this news.
    boolean heard = session.state() == State.WORKING || session.state() == State.NEEDS_INPUT;
    var run = session.run().live(true).idle(!heard);
    if (session.state() == State.STOPPED) {
      draft.put(placed.with(run.leaving(true)));
      draft.effect(new Effect.End(session.id(), StopReason.STOP));
      return;
    }
    var next = draft.put(placed.with(run));
    // A new process first gets every prompt the old one had begun, under the same ids.
    for (Prompt prompt : draft.openPrompts(session.id())) {
      if (prompt.stage() == Stage.GIVEN && prompt.incarnation() < run.number()) {
        next = runs.give(draft, next, prompt);
      }
    }
    next = runs.drive(draft, next);
    if (next.state() == State.STARTING) {
      // One that died beside its turn is looked after like one that works: it may have more to say.
      draft.put(next.in(how == Start.FRESH ? State.IDLE : State.WORKING, draft.at));
    }
  }

  private void sent(Draft draft, Effect.Send send, Result result) {
    var session = draft.session(send.session()).orElse(null);
    if (!(result instanceof Result.Refused refused)
        || session == null
        || session.run().number() != send.incarnation()
        || session.isEnded()) {
      return;
    }
    switch (refused.reason()) {
      case TAMPERED -> tampered(draft, session);
      // The end of its output comes next, and takes the prompt to the next process.
      case NOT_ALIVE -> {}
      case NO_SPACE, TAKEN, CANNOT_START, INVALID ->
          ends.failAndEnd(
              draft,
              session,
              StopReason.SUSPEND,
              (send.what() instanceof AgentInput.Prompt ? "A message" : "An answer")
                  + " could not be given to the agent: "
                  + refused.why()
                  + ". Reply here to go on.");
    }
  }

  private void tampered(Draft draft, Session session) {
    draft.audit("nightdesk", "found a forged input", session.shortId());
    ends.failAndEnd(
        draft,
        session,
        StopReason.TAMPERED,
        "Somebody else wrote into this session's input, so it was ended. Look at what the agent ran"
            + " before you start another.");
    Doorkeeper.alertOwners(
        draft, "Session " + session.shortId() + " was ended: its input was forged.");
  }

  /// A process that could not be ended is still there, and must be seen to by a person.
  private static void left(Draft draft, Effect.End end, Result result) {
    var session = draft.session(end.session()).orElse(null);
    String why =
        switch (result) {
          case Result.Refused refused -> refused.why();
          case Result.Unknown unknown -> unknown.why();
          case Result.Done _,
              Result.Launched _,
              Result.Fetched _,
              Result.Surveyed _,
              Result.Opened _,
              Result.Transcribed _ ->
              "";
        };
    if (session == null || why.isEmpty() || !session.run().leaving()) {
      return;
    }
    if (session.state() != State.FAILED) {
      // One that was forged or cannot be written to gets nothing more, whatever becomes of it.
      draft.put(session.with(session.run().leaving(false)));
    }
    if (end.why() != StopReason.PARK) {
      Boards.tell(
          draft,
          session.origin().place(),
          null,
          "The process of session "
              + session.shortId()
              + " could not be ended ("
              + why
              + "). Look at it on the machine.");
    }
  }

  private void fetched(Draft draft, Effect.Fetch fetch, Result result) {
    var prompt = draft.prompt(fetch.prompt()).orElse(null);
    if (prompt == null || prompt.stage() != Stage.FETCHING) {
      return;
    }
    var lines = new ArrayList<String>();
    if (!prompt.text().isBlank()) {
      lines.add(prompt.text());
    }
    String trouble = "";
    if (result instanceof Result.Fetched got) {
      got.paths().forEach(path -> lines.add("Attached file: " + path));
      got.failures().forEach(why -> lines.add("(A file could not be fetched: " + why + ")"));
      if (!got.failures().isEmpty()) {
        trouble =
            "Not all files came through: "
                + String.join("; ", got.failures())
                + ". The agent goes on without. Send them smaller, or put them on the machine and"
                + " tell it where.";
      }
    } else {
      lines.add("(The attached files could not be fetched.)");
      trouble = "The files could not be fetched. Send them once more.";
    }
    if (!trouble.isEmpty()) {
      Boards.tell(draft, fetch.from(), prompt.message(), trouble);
    }
    draft.put(prompt.fetched(String.join("\n", lines)));
    draft
        .session(fetch.session())
        .filter(session -> Runs.isWanted(draft, session))
        .ifPresent(session -> runs.drive(draft, session));
  }

  private static void surveyed(Draft draft, Effect.Survey survey, Result result) {
    if (result instanceof Result.Surveyed found) {
      draft.session(survey.session()).ifPresent(session -> Boards.surveyed(draft, session, found));
    }
  }

  /// The first card of a session waits for its thread, or for the news that there will be none.
  private static void opened(Draft draft, Effect.OpenThread open, Result result) {
    var session = draft.session(open.session()).orElse(null);
    if (session == null) {
      return;
    }
    if (open.under() != null) {
      // Its card stands already, and stays where it is.
      if (result instanceof Result.Opened(Place thread)) {
        draft.put(session.with(session.origin().at(thread)));
        draft.change(new Change.Bind(thread, session.id()));
      } else {
        draft.put(session);
      }
      return;
    }
    // Who spoke to it meanwhile has been shown one already.
    var shown = Boards.openStatusCard(draft, session);
    if (result instanceof Result.Opened(Place thread)) {
      var moved = draft.put(session.with(session.origin().at(thread)));
      draft.change(new Change.Bind(thread, session.id()));
      shown.ifPresent(wanted -> draft.reface(wanted, SessionFaces.elsewhere(moved, draft)));
      Boards.statusCard(draft, moved, null);
    } else {
      draft.put(session);
      if (shown.isEmpty()) {
        Boards.statusCard(draft, session, session.origin().message());
      }
      draft
          .view
          .bound(session.origin().place())
          .flatMap(draft::session)
          .ifPresent(other -> shareThread(draft, session, other));
    }
  }

  private static void shareThread(Draft draft, Session session, Session other) {
    Boards.tell(
        draft,
        session.origin().place(),
        session.origin().message(),
        "No topic could be opened for session "
            + session.shortId()
            + ", so it shows itself here. Reply to its messages to speak to it; what else is written"
            + " here goes to "
            + other.shortId()
            + ".");
  }
}
