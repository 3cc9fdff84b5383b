package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.sessions.InputId;
import org.jspecify.annotations.Nullable;

/// The buttons of a prompt that waits: to send it at once, to cut in with it, to take it back.
final class Steering {
  private final Runs runs;
  private final Ends ends;

  Steering(Runs runs, Ends ends) {
    this.runs = runs;
    this.ends = ends;
  }

  void steer(Draft draft, Inbound.Pressed pressed, Person person, InputId id, Action action) {
    if (!Presses.may(draft, pressed, person, Role.Right.DISPATCH)) {
      return;
    }
    var prompt = draft.prompt(id).orElse(null);
    var session = prompt == null ? null : draft.session(prompt.session()).orElse(null);
    if (prompt == null || session == null || !isWaiting(prompt)) {
      Presses.whisper(draft, pressed, "This message is not waiting any more" + whereItWent(prompt));
    } else if (action instanceof Action.DropPrompt) {
      draft.put(prompt.now(Stage.DROPPED));
      Ends.takenBack(draft, session, person.name());
      Presses.whisper(draft, pressed, "Dropped. It was not sent.");
    } else if (prompt.stage() == Stage.FETCHING) {
      Presses.whisper(draft, pressed, "Its files are still on their way. Try again in a moment.");
    } else {
      Presses.whisper(draft, pressed, send(draft, session, prompt, action));
    }
  }

  private static boolean isWaiting(Prompt prompt) {
    return prompt.stage() == Stage.QUEUED || prompt.stage() == Stage.FETCHING;
  }

  private static String whereItWent(@Nullable Prompt prompt) {
    if (prompt == null) {
      return ". /agents shows what there is.";
    }
    return prompt.stage() == Stage.DROPPED
        ? ": it was taken back. Send it again if it is wanted after all."
        : ": the agent was given it. Reply here to add something.";
  }

  /// @return what the presser reads
  private String send(Draft draft, Session session, Prompt prompt, Action action) {
    if (Ends.isUnheard(draft, session)) {
      return Ends.notPassedOn(session);
    }
    if (session.run().live() && session.run().leaving()) {
      // Kept until its process is gone: a failed session starts again only for what is asked for.
      boolean failed = session.state() == State.FAILED;
      draft.put(failed ? session.with(session.turn().makesWayFor(prompt.id())) : session);
      return "Its process is ending; it is sent when the next one is up.";
    }
    if (!session.run().live()) {
      return runs.drive(draft, session).state() == State.QUEUED
          ? "It waits for a free place, and is sent when the agent is up."
          : "The agent is starting; it is sent when it is up.";
    }
    if (action instanceof Action.InterruptAndSend && !session.run().idle()) {
      var cut = ends.interrupt(draft, session);
      draft.put(cut.with(cut.turn().makesWayFor(prompt.id())));
      // The result of the interrupt makes the agent idle, and the oldest waiting prompt goes then.
      return "Interrupting; your message goes next.";
    }
    runs.give(draft, session, prompt);
    return session.run().idle() ? "Sent." : "Sent. The agent reads it after the tool it runs now.";
  }
}
