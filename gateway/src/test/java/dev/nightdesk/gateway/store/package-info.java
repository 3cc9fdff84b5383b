/// Tests of what the store keeps to itself. They know its file and its tables; what everybody may
/// rely on is proved by the store's contract in the module `tests`. Start at `SqliteFilesTest`.
@NullMarked
package dev.nightdesk.gateway.store;

import org.jspecify.annotations.NullMarked;
