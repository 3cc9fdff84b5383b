/// What Nightdesk decides, and nothing else: no I/O, no clock, no randomness, no threads. One
/// happening goes in with what is known now, one [Decision] comes out. Start at [Desk#decide].
@NullMarked
package dev.nightdesk.gateway.desk;

import org.jspecify.annotations.NullMarked;
