/// The console as a channel like any other: the demo, debugging, and the driver of tests through a
/// pipe. It knows the language of chat and a terminal, nothing else. Start at [ConsoleAdapter].
@NullMarked
package dev.nightdesk.adapters.console;

import org.jspecify.annotations.NullMarked;
