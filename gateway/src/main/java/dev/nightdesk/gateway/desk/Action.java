package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.util.UUID;

/// What a button stands for. Kept in the store under the button's token; checked against the
/// presser, the place and the request when pressed.
public sealed interface Action {
  /// Buttons of an open request. A settling one uses the request up, the others do not.
  sealed interface OfRequest extends Action {
    UUID request();
  }

  record AllowOnce(UUID request) implements OfRequest {}

  record AllowInSession(UUID request) implements OfRequest {}

  record Deny(UUID request) implements OfRequest {}

  record DenyWhy(UUID request) implements OfRequest {}

  /// Chooses an option; for a multiple choice it toggles.
  record Pick(UUID request, int question, int option) implements OfRequest {}

  record PicksDone(UUID request, int question) implements OfRequest {}

  record OwnWords(UUID request, int question) implements OfRequest {}

  record ApprovePlan(UUID request) implements OfRequest {}

  record KeepPlanning(UUID request) implements OfRequest {}

  /// Buttons of a queued prompt.
  record SendNow(InputId prompt) implements Action {}

  record InterruptAndSend(InputId prompt) implements Action {}

  record DropPrompt(InputId prompt) implements Action {}

  /// Moves the first prompt of a session that was not meant as one to the session it answers.
  record MeantAsReply(SessionId session, SessionId to) implements Action {}

  record Stop(SessionId session) implements Action {}

  /// Begins the task of a session that failed once more, as a session of its own.
  record Retry(SessionId session) implements Action {}

  record ShowDiff(SessionId session) implements Action {}

  /// Leaves a question for free text unanswered.
  record ForgetCapture(UUID request) implements OfRequest {}

  /// Sends a file of the session's folder.
  record GetFile(SessionId session, String path) implements Action {}

  /// Has the text of a voice note run, as if it had been written.
  record SendSpoken(Inbound.Said said) implements Action {}

  record DiscardSpoken(String sourceId) implements Action {}

  /// Runs a message that arrived late after all.
  record RunLate(Inbound.Said said) implements Action {}

  record DropLate(String sourceId) implements Action {}
}
