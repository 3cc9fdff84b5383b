package dev.nightdesk.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The least that does the work on Discord, in a server's channel: the gateway's web-socket, and
/// calls of the API. A place is a channel, and so is a thread.
///
/// Arguments: the API's address, the gateway's, the token, then the agent's command.
public final class BareDiscord extends BareDesk {
  /// What our gateway waits for in a server. No task for anybody.
  static final String ENABLE = "/enable";

  private static final int DISPATCH = 0;
  private static final int HEARTBEAT = 1;
  private static final int IDENTIFY = 2;
  private static final int HELLO = 10;

  /// Messages in servers, and what they say.
  private static final int INTENTS = 1 << 9 | 1 << 15;

  private static final int SEEN = 6;

  private final BareLine line = new BareLine();
  private final String api;
  private final String token;
  private String thread = "";

  private BareDiscord(String api, String token, List<String> command) {
    super(command);
    this.api = api;
    this.token = token;
  }

  public static void main(String[] words) throws Exception {
    var all = List.of(words);
    var bot = new BareDiscord(words[0], words[2], all.subList(3, all.size()));
    bot.line.open(words[1] + "/?v=10&encoding=json", bot::heard);
    new CountDownLatch(1).await();
  }

  private void heard(WebSocket socket, JsonNode frame) throws Exception {
    var content = frame.path("d");
    switch (frame.path("op").asInt()) {
      case HELLO -> identify(socket, content.path("heartbeat_interval").asLong());
      case DISPATCH -> {
        switch (frame.path("t").asText()) {
          case "MESSAGE_CREATE" -> said(content);
          case "INTERACTION_CREATE" -> pressed(content);
          default -> {}
        }
      }
      default -> {}
    }
  }

  private void identify(WebSocket socket, long heartbeat) {
    var form = BareLine.object().put("op", IDENTIFY);
    var content = form.putObject("d").put("token", token).put("intents", INTENTS);
    content.putObject("properties").put("os", "linux").put("browser", "bare");
    BareLine.send(socket, form);
    Thread.startVirtualThread(() -> {
      while (true) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(heartbeat));
        BareLine.send(socket, BareLine.object().put("op", HEARTBEAT).putNull("d"));
      }
    });
  }

  private void said(JsonNode message) throws Exception {
    String channel = message.path("channel_id").asText();
    String text = message.path("content").asText();
    if (message.path("author").path("bot").asBoolean() || text.endsWith(ENABLE)) {
      return;
    }
    if (channel.equals(thread)) {
      reply(text);
    } else if (!message.path("mentions").isEmpty()) {
      task(channel, text.replaceFirst("<@\\d+> ", ""));
    }
  }

  private void pressed(JsonNode press) throws Exception {
    var message = press.path("message");
    var post = new Post(message.path("channel_id").asText(), message.path("id").asText());
    pressed(post, press.at("/data/custom_id").asText());
    String way = press.path("id").asText() + "/" + press.path("token").asText();
    call("POST", "interactions/" + way + "/callback", BareLine.object().put("type", SEEN));
  }

  @Override
  Post post(String place, String text, String label, String value) throws Exception {
    var body = content(text, label, value);
    return new Post(place, call("POST", messages(place), body).path("id").asText());
  }

  @Override
  void edit(Post post, String text, String label, String value) throws Exception {
    call("PATCH", messages(post.place()) + "/" + post.id(), content(text, label, value));
  }

  @Override
  String thread(Post under, String name) throws Exception {
    String way = messages(under.place()) + "/" + under.id() + "/threads";
    thread = call("POST", way, BareLine.object().put("name", name)).path("id").asText();
    return thread;
  }

  private static String messages(String channel) {
    return "channels/" + channel + "/messages";
  }

  private JsonNode call(String verb, String way, ObjectNode body) throws Exception {
    return line.call(verb, api + way, "Bot " + token, body);
  }

  private static ObjectNode content(String text, String label, String value) {
    var body = BareLine.object().put("content", text);
    var rows = body.putArray("components");
    if (!label.isEmpty()) {
      var row = rows.addObject().put("type", 1).putArray("components");
      var button = row.addObject().put("type", 2).put("style", 1);
      button.put("label", label).put("custom_id", value);
    }
    return body;
  }
}
