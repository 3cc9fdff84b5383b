package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A change of what is known, written in the step's transaction.
public sealed interface Change {
  record PutSession(Session session) implements Change {}

  record PutPrompt(Prompt prompt) implements Change {}

  record PutRequest(Request request) implements Change {}

  /// A button's meaning. The same token always means the same.
  record PutAction(String token, Action action) implements Change {}

  record PutCapture(Capture capture) implements Change {}

  record DropCapture(Capture capture) implements Change {}

  /// What is said in a place goes to a session; `null` ends that.
  record Bind(Place place, dev.nightdesk.sessions.@Nullable SessionId session) implements Change {}

  /// What a session shows is shown in that place too, for as long as that person is on the list and
  /// the place is theirs or enabled; `null` ends that.
  record Watch(dev.nightdesk.sessions.SessionId session, Place place, @Nullable String person)
      implements Change {}

  record EnablePlace(Place place, boolean enabled, String by) implements Change {}

  /// Where a person can be spoken to alone.
  record Meet(String person, Place privatePlace) implements Change {}

  /// Nothing is said there any more until somebody speaks there.
  record MutePlace(Place place, boolean muted) implements Change {}

  record MovePlace(Place from, Place to) implements Change {}

  record AddPerson(Person person, dev.nightdesk.adapters.Sender identity) implements Change {}

  /// Somebody who came by pairing is off the list, and with them where they were spoken to alone.
  record DropPerson(String person) implements Change {}

  record PutPairing(@Nullable Pairing pairing) implements Change {}

  /// The account of an agent is at its limit; `null` ends that.
  record PutLimit(dev.nightdesk.sessions.AgentKind agent, @Nullable Limit limit)
      implements Change {}

  /// A session's message, so that a reply to it finds the session.
  ///
  /// @param card the card it is a further copy of, `null` for none
  record LinkMessage(
      dev.nightdesk.adapters.MessageRef message,
      dev.nightdesk.sessions.SessionId session,
      dev.nightdesk.adapters.@Nullable CardId card)
      implements Change {
    public LinkMessage(
        dev.nightdesk.adapters.MessageRef message, dev.nightdesk.sessions.SessionId session) {
      this(message, session, null);
    }
  }

  /// Who did what. `what` holds no message text and no secret.
  record Audit(Instant at, String who, String what, String subject) implements Change {}
}
