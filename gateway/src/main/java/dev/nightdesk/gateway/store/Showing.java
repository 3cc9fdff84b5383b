package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.gateway.desk.WantedCard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A card whose wanted revision is not on the screen yet.
///
/// @param message the message that shows an older revision, `null` when there is none (any more)
/// @param shownRevision what that message shows, 0 for nothing
/// @param shownAt when it was last shown, `null` for never
/// @param failures calls in a row that brought nothing
/// @param firstWantedAt when its first revision was decided: the card's age
public record Showing(
    WantedCard wanted,
    @Nullable MessageRef message,
    long shownRevision,
    @Nullable Instant shownAt,
    int failures,
    Instant firstWantedAt) {}
