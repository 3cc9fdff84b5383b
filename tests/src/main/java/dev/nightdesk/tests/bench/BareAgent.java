package dev.nightdesk.tests.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A bare bot's warm agent, on a pipe. Standard output tells each [Mark] with the monotonic clock's
/// nanoseconds.
final class BareAgent {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Owner owner;
  private final OutputStream ear;

  /// Who shows what it says.
  interface Owner {
    void said(String text) throws Exception;

    /// It asks for leave.
    void asked(String request) throws Exception;
  }

  private BareAgent(Owner owner, OutputStream ear) {
    this.owner = owner;
    this.ear = ear;
  }

  static BareAgent start(List<String> command, Owner owner) throws IOException {
    var process = new ProcessBuilder(command).start();
    var agent = new BareAgent(owner, process.getOutputStream());
    Thread.startVirtualThread(() -> process.inputReader().lines().forEach(agent::heard));
    return agent;
  }

  void prompt(String text) throws IOException {
    var line = JSON.createObjectNode().put("type", "user");
    line.putObject("message").put("role", "user").put("content", text);
    write(line, Mark.PROMPT);
  }

  void allow(String request) throws IOException {
    var line = JSON.createObjectNode().put("type", "control_response");
    var response = line.putObject("response").put("subtype", "success");
    response.put("request_id", request).putObject("response").put("behavior", "allow");
    write(line, Mark.VERDICT);
  }

  private void write(ObjectNode line, Mark mark) throws IOException {
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
        owner.asked(line.path("request_id").asText());
      } else if (line.path("type").asText().equals("assistant") && !said.isEmpty()) {
        owner.said(said);
      }
    } catch (Exception broken) {
      throw new IllegalStateException(text, broken);
    }
  }
}
