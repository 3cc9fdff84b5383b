package dev.nightdesk.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The least that does the work, to measure ours by: polls, hands each chat's words to a warm agent
/// over a pipe, sends what it says. It stores nothing and survives nothing.
///
/// Arguments: the Bot API's address with the token, then the agent's command. Standard output tells
/// each [Mark] with the monotonic clock's nanoseconds.
public final class BareBot {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Long, Agent> agents = new HashMap<>();
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
        var agent = known == null ? new Agent(chat, new ProcessBuilder(command).start()) : known;
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

  private final class Agent {
    private final long chat;
    private final OutputStream ear;
    private long shown;

    Agent(long chat, Process process) {
      this.chat = chat;
      this.ear = process.getOutputStream();
      Thread.startVirtualThread(() -> process.inputReader().lines().forEach(this::heard));
    }

    void prompt(String text) throws Exception {
      var line = object("type", "user");
      line.putObject("message").put("role", "user").put("content", text);
      write(line, Mark.PROMPT);
    }

    void allow(String request) throws Exception {
      var line = object("type", "control_response");
      var response = line.putObject("response").put("subtype", "success");
      response.put("request_id", request).putObject("response").put("behavior", "allow");
      write(line, Mark.VERDICT);
    }

    private void write(ObjectNode line, Mark mark) throws Exception {
      ear.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      ear.flush();
      System.out.println(mark + " " + System.nanoTime());
    }

    private void heard(String text) {
      try {
        var line = JSON.readTree(text);
        var said = line.at("/message/content/0/text").asText();
        if (line.path("type").asText().equals("control_request")) {
          System.out.println(Mark.REQUEST + " " + System.nanoTime());
          ask(line.path("request_id").asText());
        } else if (line.path("type").asText().equals("assistant") && !said.isEmpty()) {
          var sent = call("sendMessage", object("text", said).put("chat_id", chat));
          shown = sent.path("message_id").asLong();
        }
      } catch (Exception broken) {
        throw new IllegalStateException(text, broken);
      }
    }

    private void ask(String request) throws Exception {
      var edit = object("text", "Needs input " + request).put("chat_id", chat);
      var rows = edit.put("message_id", shown).putObject("reply_markup");
      var button = rows.putArray("inline_keyboard").addArray().addObject();
      button.put("text", "Allow once").put("callback_data", request);
      call("editMessageText", edit);
    }
  }
}
