package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something to be done in the world, kept in the outbox until it is done. Effects of one session
/// run in order, one at a time; one that [#overtakes()] goes first. Files it sends have a line of
/// their own for each place. Each ends in a [Happening.Ended].
public sealed interface Effect {
  /// Prepares the workplace if there is none, then starts the incarnation. Does nothing, and is
  /// [Happening.Result.Done], when the session is no longer [State#STARTING] with this incarnation.
  record Launch(SessionId session, int incarnation, SessionSpec.Start start) implements Effect {}

  /// Writes to the agent. Belongs to its incarnation: never written into another.
  record Send(SessionId session, int incarnation, InputId input, AgentInput what, boolean urgent)
      implements Effect {}

  record End(SessionId session, StopReason why) implements Effect {}

  /// Brings a prompt's files into the session's directory.
  record Fetch(SessionId session, InputId prompt, Place from, List<Attachment> files)
      implements Effect {}

  /// Looks at what the session changed.
  record Survey(SessionId session) implements Effect {}

  /// Makes a diff and sends it as a file.
  record SendDiff(SessionId session, Place to, @Nullable MessageRef replyTo) implements Effect {}

  /// Sends a file out of the session's folder, if it is one and lies in it.
  ///
  /// @param path as somebody wrote it
  record SendFile(SessionId session, Place to, String path, @Nullable MessageRef replyTo)
      implements Effect {}

  /// Makes text of a voice note.
  ///
  /// @param card what it is shown on
  record Transcribe(Inbound.Said said, CardId card) implements Effect {}

  /// Sends a text that is too long for messages as a file.
  record SendText(SessionId session, Place to, String name, String text) implements Effect {}

  /// Opens a thread for a session, where the place can have threads.
  ///
  /// @param under the card whose message it hangs under, once that is shown; `null` where threads
  ///   hang under nothing
  record OpenThread(SessionId session, Place at, String title, @Nullable CardId under)
      implements Effect {}

  /// Answers a press, or words, for one person to see.
  record Whisper(Place at, String press, String text) implements Effect {}

  /// Puts a sign on what a person said: it was taken.
  record Receipt(MessageRef message) implements Effect {}

  /// Whether it goes before the session's other effects.
  default boolean overtakes() {
    return switch (this) {
      case Send send -> send.urgent();
      case End _, Whisper _, Receipt _ -> true;
      case Launch _,
          Fetch _,
          Survey _,
          SendDiff _,
          SendFile _,
          SendText _,
          OpenThread _,
          Transcribe _ ->
          false;
    };
  }

  /// The line it stands in: its session, its session's files for a place, or its place.
  default String lane() {
    return switch (this) {
      case Launch it -> it.session().toString();
      case Send it -> it.session().toString();
      case End it -> it.session().toString();
      case Fetch it -> it.session().toString();
      case Survey it -> it.session().toString();
      case SendDiff it -> files(it.session(), it.to());
      case SendFile it -> files(it.session(), it.to());
      case Transcribe it -> it.said().place() + "/voice";
      case SendText it -> files(it.session(), it.to());
      case OpenThread it -> it.session().toString();
      case Whisper it -> it.at().toString();
      case Receipt it -> it.message().place() + "/receipts";
    };
  }

  /// A file that cannot be sent for now holds up neither what the agent is told nor files for
  /// elsewhere.
  private static String files(SessionId session, Place to) {
    return to + "/files/" + session;
  }
}
