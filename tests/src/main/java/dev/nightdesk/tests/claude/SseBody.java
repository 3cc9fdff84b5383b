package dev.nightdesk.tests.claude;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.claude.Reply.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;
import okio.Utf8;

/// An answer of the model as server-sent events, written while it is read, in chunks.
///
/// @param breaksOff whether the connection is cut where the answer should go on
record SseBody(String model, List<Part> parts, boolean breaksOff, Gate gate)
    implements MockResponseBody {
  private static final Duration BETWEEN_PINGS = Duration.ofMillis(50);

  @Override
  public long getContentLength() {
    return -1;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    event(sink, "message_start", object().set("message", message(model)));
    int index = 0;
    for (Part part : parts) {
      switch (part) {
        case Part.Text text -> text(sink, index++, text.markdown());
        case Part.Use use -> use(sink, index++, use);
        case Part.Hold hold -> hold(sink, hold.atMost());
      }
    }
    if (breaksOff) {
      return; // without the last chunk: then the server closes the connection
    }
    ObjectNode ended = object();
    ended.putObject("delta").put("stop_reason", stopReason());
    ended.putObject("usage").put("output_tokens", 10);
    event(sink, "message_delta", ended);
    event(sink, "message_stop", object());
    sink.writeUtf8("0\r\n\r\n").flush();
  }

  /// The answer in one piece, for calls that do not stream: the CLI makes one when a stream broke
  /// off.
  String whole() {
    ObjectNode message = message(model);
    var content = message.putArray("content");
    for (Part part : parts) {
      switch (part) {
        case Part.Text text -> content.addObject().put("type", "text").put("text", text.markdown());
        case Part.Use use -> content.add(block(use).set("input", use.input()));
        case Part.Hold _ -> {}
      }
    }
    return message.put("stop_reason", stopReason()).toString();
  }

  private String stopReason() {
    return parts.stream().anyMatch(part -> part instanceof Part.Use) ? "tool_use" : "end_turn";
  }

  private static ObjectNode block(Part.Use use) {
    return object()
        .put("type", "tool_use")
        .put("id", "toolu_" + UUID.randomUUID().toString().replace("-", ""))
        .put("name", use.tool());
  }

  private void text(BufferedSink sink, int index, String markdown) throws IOException {
    ObjectNode start = object().put("index", index);
    start.putObject("content_block").put("type", "text").put("text", "");
    event(sink, "content_block_start", start);
    ObjectNode delta = object().put("index", index);
    delta.putObject("delta").put("type", "text_delta").put("text", markdown);
    event(sink, "content_block_delta", delta);
    if (!breaksOff) {
      event(sink, "content_block_stop", object().put("index", index));
    }
  }

  private static void use(BufferedSink sink, int index, Part.Use use) throws IOException {
    ObjectNode start = object().put("index", index);
    start.set("content_block", block(use).set("input", object()));
    event(sink, "content_block_start", start);
    ObjectNode delta = object().put("index", index);
    delta
        .putObject("delta")
        .put("type", "input_json_delta")
        .put("partial_json", use.input().toString());
    event(sink, "content_block_delta", delta);
    event(sink, "content_block_stop", object().put("index", index));
  }

  /// Stands still, but shows that it lives, and so notices when nobody listens any more.
  private void hold(BufferedSink sink, Duration atMost) throws IOException {
    long since = gate.passes();
    long end = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < end && !gate.await(since, BETWEEN_PINGS)) {
      event(sink, "ping", object());
    }
  }

  private static ObjectNode message(String model) {
    ObjectNode message =
        object()
            .put("id", "msg_" + UUID.randomUUID())
            .put("type", "message")
            .put("role", "assistant")
            .put("model", model)
            .putNull("stop_reason")
            .putNull("stop_sequence");
    message.putArray("content");
    message.putObject("usage").put("input_tokens", 10).put("output_tokens", 1);
    return message;
  }

  private static void event(BufferedSink sink, String type, ObjectNode data) throws IOException {
    String text = "event: " + type + "\ndata: " + data.put("type", type) + "\n\n";
    sink.writeUtf8(Long.toHexString(Utf8.size(text))).writeUtf8("\r\n");
    sink.writeUtf8(text).writeUtf8("\r\n").flush();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
