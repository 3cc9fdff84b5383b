package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something a person said to a session. It stays open until the agent finished with it, over any
/// number of processes.
///
/// @param files still to be fetched; empty once `text` names where they are
/// @param incarnation the one it was last given to, 0 for none
public record Prompt(
    InputId id,
    SessionId session,
    String text,
    String person,
    @Nullable MessageRef message,
    List<Attachment> files,
    Stage stage,
    int incarnation,
    Instant at) {
  public Prompt {
    files = List.copyOf(files);
  }

  public enum Stage {
    /// Its files are on their way.
    FETCHING,
    /// Ours: not yet given to the agent.
    QUEUED,
    /// Given to an agent, and not known to be finished.
    GIVEN,
    /// The agent finished with it.
    DONE,
    /// Taken back by a person, or moved to another session.
    DROPPED;

    public boolean isOpen() {
      return switch (this) {
        case FETCHING, QUEUED, GIVEN -> true;
        case DONE, DROPPED -> false;
      };
    }
  }

  Prompt now(Stage next) {
    return new Prompt(id, session, text, person, message, files, next, incarnation, at);
  }

  Prompt givenTo(int next) {
    return new Prompt(id, session, text, person, message, files, Stage.GIVEN, next, at);
  }

  Prompt fetched(String withFiles) {
    return new Prompt(
        id, session, withFiles, person, message, List.of(), Stage.QUEUED, incarnation, at);
  }
}
