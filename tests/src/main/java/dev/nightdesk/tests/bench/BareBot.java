package dev.nightdesk.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The least that does the work, to measure ours by: polls, hands each chat's words to a warm agent
/// over a pipe, sends what it says. It stores nothing and survives nothing.
///
/// Arguments: the Bot API's address with the token, then the agent's command.
public final class BareBot {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Long, BareAgent> agents = new HashMap<>();
  private final String api;

  private BareBot(String api) {
    this.api = api;
  }

  public static void main(String[] words) throws Exception {
    new BareBot(words[0]).poll(List.of(words).subList(1, words.length));
  }

  private void poll(List<String> command) throws Exception {
    for (var poll = JSON.createObjectNode().put("timeout", 50); ; ) {
      for (var update : call("getUpdates", poll)) {
        poll.put("offset", update.path("update_id").asLong() + 1);
        var press = update.path("callback_query");
        var message = (press.isMissingNode() ? update : press).path("message");
        long chat = message.path("chat").path("id").asLong();
        var known = agents.get(chat);
        var agent = known == null ? BareAgent.start(command, new Chat(chat)) : known;
        agents.put(chat, agent);
        if (press.isMissingNode()) {
          agent.prompt(message.path("text").asText());
        } else {
          agent.allow(press.path("data").asText());
          call("answerCallbackQuery", object("callback_query_id", press.path("id").asText()));
        }
      }
    }
  }

  private JsonNode call(String method, ObjectNode body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(api + "/" + method));
    request.header("Content-Type", "application/json");
    request.POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body()).path("result");
  }

  private static ObjectNode object(String field, String value) {
    return JSON.createObjectNode().put(field, value);
  }

  private final class Chat implements BareAgent.Owner {
    private final long id;
    private long shown;

    Chat(long id) {
      this.id = id;
    }

    @Override
    public void said(String text) throws Exception {
      var sent = call("sendMessage", object("text", text).put("chat_id", id));
      shown = sent.path("message_id").asLong();
    }

    @Override
    public void asked(String request) throws Exception {
      var edit = object("text", "Needs input " + request).put("chat_id", id);
      var rows = edit.put("message_id", shown).putObject("reply_markup");
      var button = rows.putArray("inline_keyboard").addArray().addObject();
      button.put("text", "Allow once").put("callback_data", request);
      call("editMessageText", edit);
    }
  }
}
