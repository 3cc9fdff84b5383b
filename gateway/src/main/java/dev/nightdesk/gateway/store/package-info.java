/// Everything that must outlive the process: the inbox, the outbox, cards, sessions, people, the
/// audit. It knows the desk's types and SQLite, and neither channels nor agents; no other package
/// knows JDBC. Start at [Store], then [Tx].
@NullMarked
package dev.nightdesk.gateway.store;

import org.jspecify.annotations.NullMarked;
