/// The program: its verbs and how its parts are put together. It knows every package and is known
/// by none. Start at [Main] for the verbs, at [Wiring] for the parts.
///
/// Beside them stands what belongs to no part alone: [Home], the folder that holds everything and
/// its lock; [Backroom], what the other verbs ask of a gateway ([RemoteBackroom] from outside);
/// [Checks] and [Figures], what `/ready` and `/metrics` show; [Checkouts], the configured
/// repositories as places to work in; [ClaudeHealth], whether the configured program can work.
@NullMarked
package dev.nightdesk.gateway;

import org.jspecify.annotations.NullMarked;
