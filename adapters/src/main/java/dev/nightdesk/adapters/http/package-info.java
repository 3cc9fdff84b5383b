/// What the channels that speak JSON over HTTP have in common: making calls, telling why one
/// failed, bringing files here, and reading fields that others write. It knows the language of chat
/// and the HTTP client, and no channel. Start at [HttpCalls].
@NullMarked
package dev.nightdesk.adapters.http;

import org.jspecify.annotations.NullMarked;
