/// The whole path: a person at Telegram, the gateway as a process, an agent as a process.
@NullMarked
package dev.nightdesk.tests.endtoend;

import org.jspecify.annotations.NullMarked;
