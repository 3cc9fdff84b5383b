package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Place;
import java.util.UUID;

/// The next words of this person in this place answer a request: they pressed a button that asks
/// for words of their own, on a channel without forms.
///
/// @param card the card that asked for the words; a reply to it counts from anybody allowed
/// @param question of the request, or -1 for a reason or a comment
public record Capture(String person, Place place, CardId card, UUID request, int question) {}
