/// The program: its verbs and how its parts are put together. It knows every package and is known
/// by none. Start at [Main] for the verbs, at [Wiring] for the parts.
@NullMarked
package dev.nightdesk.gateway;

import org.jspecify.annotations.NullMarked;
