package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;

/// The bot's acknowledgement.
///
/// @param happening what [SlackPerson]'s acts return
/// @param type `events_api`, `slash_commands` or `interactive`
/// @param attempt 0 for the first delivery
/// @param socket which of the sockets so far, from 1 on; 0 over HTTP
/// @param answer what was said along with it; an empty object when nothing
public record SlackAck(String happening, String type, int attempt, int socket, JsonNode answer) {}
