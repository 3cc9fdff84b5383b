package dev.nightdesk.gateway.web;

import dev.nightdesk.adapters.Secret;
import org.jspecify.annotations.Nullable;

/// Where the web listens, and what it asks of callers.
///
/// @param port 0 for any free one
/// @param token what callers must bring as `Authorization: Bearer …`, `null` for none
public record WebSettings(String host, int port, @Nullable Secret token) {}
