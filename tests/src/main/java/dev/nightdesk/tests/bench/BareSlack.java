package dev.nightdesk.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The least that does the work on Slack, in direct messages: Socket Mode, and calls of the Web
/// API. A place is a channel, or a channel and a thread in it.
///
/// Arguments: the Web API's address, the bot's and the app's token, then the agent's command.
public final class BareSlack extends BareDesk {
  private final BareLine line = new BareLine();
  private final String api;
  private final String bot;

  private BareSlack(String api, String bot, List<String> command) {
    super(command);
    this.api = api;
    this.bot = "Bearer " + bot;
  }

  public static void main(String[] words) throws Exception {
    var all = List.of(words);
    new BareSlack(words[0], words[1], all.subList(3, all.size())).listen(words[2]);
    new CountDownLatch(1).await();
  }

  private void listen(String app) throws Exception {
    var open = line.call("POST", api + "apps.connections.open", "Bearer " + app, BareLine.object());
    line.open(open.path("url").asText(), this::heard);
  }

  private void heard(WebSocket socket, JsonNode envelope) throws Exception {
    if (!envelope.has("envelope_id")) {
      return;
    }
    var id = envelope.path("envelope_id").asText();
    BareLine.send(socket, BareLine.object().put("envelope_id", id));
    var payload = envelope.path("payload");
    if (payload.path("type").asText().equals("block_actions")) {
      var where = payload.path("container");
      String channel = where.path("channel_id").asText();
      String value = payload.at("/actions/0/value").asText();
      pressed(new Post(channel, where.path("message_ts").asText()), value);
      return;
    }
    var event = payload.path("event");
    if (!event.path("type").asText().equals("message") || event.has("bot_id")) {
      return;
    }
    if (event.has("thread_ts")) {
      reply(event.path("text").asText());
    } else if (!event.has("subtype")) {
      task(event.path("channel").asText(), event.path("text").asText());
    }
  }

  @Override
  Post post(String place, String text, String label, String value) throws Exception {
    var where = place.split("/", 2);
    var body = content(text, label, value).put("channel", where[0]);
    if (where.length > 1) {
      body.put("thread_ts", where[1]);
    }
    return new Post(where[0], call("chat.postMessage", body).path("ts").asText());
  }

  @Override
  void edit(Post post, String text, String label, String value) throws Exception {
    var body = content(text, label, value).put("channel", post.place());
    call("chat.update", body.put("ts", post.id()));
  }

  @Override
  String thread(Post under, String name) {
    return under.place() + "/" + under.id();
  }

  private JsonNode call(String method, ObjectNode body) throws Exception {
    var answer = line.call("POST", api + method, bot, body);
    if (!answer.path("ok").asBoolean()) {
      throw new IllegalStateException(method + ": " + answer);
    }
    return answer;
  }

  private static ObjectNode content(String text, String label, String value) {
    var body = BareLine.object().put("text", text);
    var blocks = body.putArray("blocks");
    var said = blocks.addObject().put("type", "section").putObject("text");
    said.put("type", "mrkdwn").put("text", text);
    if (!label.isEmpty()) {
      var row = blocks.addObject().put("type", "actions").putArray("elements");
      var button = row.addObject().put("type", "button").put("value", value);
      button.put("action_id", "act");
      button.putObject("text").put("type", "plain_text").put("text", label);
    }
    return body;
  }
}
