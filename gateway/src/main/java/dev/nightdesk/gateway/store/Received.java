package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.Inbound;
import java.time.Instant;

/// Something in the inbox that no step has finished yet.
///
/// @param id grows with every arrival
/// @param lane the conversation whose order it belongs to; equal for equal places
/// @param at when it was made durable
public record Received(long id, String lane, Inbound inbound, Instant at) {}
