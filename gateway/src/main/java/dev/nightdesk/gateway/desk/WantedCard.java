package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.sessions.SessionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A card and where it belongs. What is on the screen is the card pump's business.
///
/// @param session the session a reply to it goes to, `null` for none
/// @param request the request it shows, `null` for none
/// @param rings whether its first showing makes the phone ring; a question that does not was
///   brought by somebody's look, and stands below what the look brought first
/// @param mirrors the card that it shows once more where somebody watches the session, `null` for
///   none
public record WantedCard(
    Card card,
    Kind kind,
    Place place,
    @Nullable SessionId session,
    @Nullable UUID request,
    boolean rings,
    @Nullable MessageRef replyTo,
    @Nullable CardId mirrors) {

  public WantedCard(
      Card card,
      Kind kind,
      Place place,
      @Nullable SessionId session,
      @Nullable UUID request,
      boolean rings,
      @Nullable MessageRef replyTo) {
    this(card, kind, place, session, request, rings, replyTo, null);
  }

  /// Whether this is the card itself, and not one that shows it once more.
  public boolean isOriginal() {
    return mirrors == null;
  }

  /// What a card is for; the order is the order of urgency within a place.
  public enum Kind {
    /// Asks for an answer.
    REQUEST,
    /// Asks for words after a button.
    CAPTURE,
    /// An answer to a command.
    REPLY,
    /// What came of a turn.
    RESULT,
    /// A session's live message.
    STATUS
  }
}
