/// What the chat services of our own have in common: state behind one lock, a server at which calls
/// go wrong as a test wants, and the record of what was asked. It knows no service in particular,
/// and nothing of Nightdesk. Start at [Twin].
@NullMarked
package dev.nightdesk.tests.twin;

import org.jspecify.annotations.NullMarked;
