/// What everybody may rely on in a store: [StoreContract], one part a table, run by every database.
/// It knows the store's public face only. Start at [StoreContract]; [Things] makes what is stored.
@NullMarked
package dev.nightdesk.tests.store;

import org.jspecify.annotations.NullMarked;
