package dev.nightdesk.adapters.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// Asks for updates and takes the answer apart, so that one that cannot be read does not take the
/// others with it: a broken answer is asked for again in halves until the broken update stands
/// alone. For one thread.
final class TelegramPoll {
  /// The server's own bound: core.telegram.org/bots/api#getupdates.
  static final int MAX_BATCH = 100;

  /// A hundred updates of the longest messages are far below. What is longer is cut there, and so
  /// no JSON any more.
  static final long MAX_BYTES = 32L * 1024 * 1024;

  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final Pattern UPDATE_ID = Pattern.compile("\"update_id\"\\s*:\\s*(\\d{1,18})");

  private final TelegramWire wire;
  private final Duration patience;
  private int limit = MAX_BATCH;

  TelegramPoll(TelegramWire wire, TelegramTiming timing) {
    this.wire = wire;
    this.patience = timing.poll();
  }

  /// One update: either its JSON, or the text that is none.
  ///
  /// @param id what acknowledges it
  record Update(long id, @Nullable JsonNode json, String raw) {}

  /// @param now the platform's clock when it answered (`Date`), or null
  record Batch(List<Update> updates, @Nullable Instant now) {}

  /// @param offset the first update not yet acknowledged; asking for it acknowledges all before
  /// @param wait whether to wait for an update when there is none
  Batch ask(long offset, boolean wait) throws CallFailed, InterruptedException {
    var question = TelegramWire.JSON.createObjectNode();
    question.put("offset", offset).put("limit", limit);
    question.put("timeout", wait ? patience.toSeconds() : 0);
    TelegramUpdates.KINDS.forEach(question.putArray("allowed_updates")::add);
    var answer = wire.poll(RequestBody.create(question.toString(), JSON_TYPE));
    return new Batch(updatesIn(answer.text()), answer.date());
  }

  private List<Update> updatesIn(String body) throws CallFailed {
    try {
      var answer = TelegramWire.JSON.readTree(body);
      if (!answer.path("ok").asBoolean() || !answer.path("result").isArray()) {
        throw new Unreadable(TelegramWire.NAME, "no list of updates");
      }
      limit = Math.min(MAX_BATCH, limit * 2);
      return identified(answer.path("result"));
    } catch (JsonProcessingException e) {
      return isolated(body);
    }
  }

  private static List<Update> identified(JsonNode result) throws CallFailed {
    var updates = new ArrayList<Update>();
    for (var update : result) {
      if (update.path("update_id").isIntegralNumber()) {
        updates.add(new Update(update.path("update_id").asLong(), update, ""));
      }
    }
    if (updates.isEmpty() && !result.isEmpty()) {
      throw new Unreadable(TelegramWire.NAME, "updates without an id");
    }
    return updates;
  }

  private List<Update> isolated(String body) throws CallFailed {
    if (limit > 1) {
      limit = limit / 2;
      return List.of();
    }
    var id = UPDATE_ID.matcher(body);
    if (!id.find()) {
      throw new Unreadable(TelegramWire.NAME, "no JSON");
    }
    return List.of(new Update(Long.parseLong(id.group(1)), null, body));
  }
}
