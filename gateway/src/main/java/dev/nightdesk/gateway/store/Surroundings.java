package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Traits;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What a [dev.nightdesk.gateway.desk.DeskView] tells that is not stored. All are called on the
/// store's threads, inside transactions: they answer from memory and never block.
///
/// @param traits what the channel of a place can do
/// @param freeDiskBytes free space where the home is, measured lately
/// @param clock for what the store does by itself
public record Surroundings(
    Function<Place, Traits> traits, LongSupplier freeDiskBytes, InstantSource clock) {}
