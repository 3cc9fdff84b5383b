package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// One event of the gateway, as it came.
///
/// @param kind Discord's name for it, like `MESSAGE_CREATE`
/// @param name its own, the same when a connection is taken up again and it comes once more
/// @param asked set when somebody waits for an answer to it
record Happening(String kind, String name, JsonNode json, Answering.@Nullable Asked asked) {}
