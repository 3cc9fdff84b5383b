package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nightdesk.tests.twin.Monitor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.ByteString;

/// All that the twin knows.
final class TwinWorld extends Monitor {
  /// A button press, and what the bot answered to it.
  record Press(long user, List<PressAnswer> answers, long atSecond) {}

  /// A file a bot may fetch.
  record StoredFile(String path, String name, ByteString bytes) {}

  final Clock clock;
  final TwinUser bot;
  final Map<Long, TwinChat> chats = new LinkedHashMap<>();
  final Map<Long, TwinUser> users = new HashMap<>();
  final Map<String, Press> presses = new HashMap<>();
  final Map<String, StoredFile> files = new HashMap<>();
  final TwinUpdates updates;
  ArrayNode commands = TwinJson.array();
  private long nextId = 1;

  TwinWorld(Clock clock, TwinUser bot) {
    this.clock = clock;
    this.bot = bot;
    this.updates = new TwinUpdates(this);
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  /// A name nobody else has, for presses and files.
  String freshId(String kind) {
    return kind + nextId++;
  }

  String store(String name, ByteString bytes) {
    var id = freshId("file-");
    files.put(id, new StoredFile("documents/" + id, name, bytes));
    return id;
  }

  @Override
  protected String told() {
    var words = new ArrayList<String>();
    for (var chat : chats.values()) {
      words.add("chat " + chat.id() + ":");
      chat.all().forEach(message -> words.add("  " + message.shown()));
    }
    return String.join("\n", words);
  }
}
