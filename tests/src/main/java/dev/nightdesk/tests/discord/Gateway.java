package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The gateway's sessions: what each bot program has been told and may ask for again. Guarded by
/// the world's lock.
final class Gateway {
  static final int GUILD_MESSAGES = 1 << 9;
  static final int DIRECT_MESSAGES = 1 << 12;
  static final int MESSAGE_CONTENT = 1 << 15;

  /// Presences, members and the content of messages need the owner's tick.
  private static final int PRIVILEGED = 1 << 8 | 1 << 1 | MESSAGE_CONTENT;

  private static final int KNOWN_INTENTS = (1 << 26) - 1;

  /// More is forgotten, as the real one forgets after some minutes.
  private static final int MOST_KEPT = 20_000;

  private record Told(long seq, String json) {}

  /// One session; it outlives its connection.
  private static final class Session {
    final String id;
    final int intents;
    final Deque<Told> told = new ArrayDeque<>();
    long seq;
    long heard;
    @Nullable GatewayLine line;

    Session(String id, int intents) {
      this.id = id;
      this.intents = intents;
    }

    void tell(String type, JsonNode content) {
      tellRaw("\"t\":\"" + type + "\",\"d\":" + content);
    }

    /// @param fields `t` and `d`
    void tellRaw(String fields) {
      seq++;
      var json = "{\"op\":0,\"s\":" + seq + "," + fields + "}";
      told.add(new Told(seq, json));
      if (told.size() > MOST_KEPT) {
        told.removeFirst();
      }
      if (line != null) {
        line.send(json);
      }
    }
  }

  private final World world;
  private final Map<String, Session> sessions = new HashMap<>();
  final List<GatewayLine> lines = new ArrayList<>();
  Duration heartbeat = Duration.ofMillis(41_250);
  boolean deaf;

  /// How many wait to hear how far the bot has read: a new connection must be asked anew. Never
  /// asked without need, for JDA takes three unanswered heartbeats for the end.
  int asking;

  int identifies;
  int resumes;
  int heartbeats;
  private int nextSession = 1;

  Gateway(World world) {
    this.world = world;
  }

  void opened(GatewayLine line) {
    lines.add(line);
    var hello = Json.object().put("op", 10).putNull("s").putNull("t");
    hello.putObject("d").put("heartbeat_interval", heartbeat.toMillis());
    line.send(hello.toString());
  }

  /// @param code with which the other side left, or -1 when it was just gone
  void closed(GatewayLine line, int code) {
    lines.remove(line);
    for (var session : List.copyOf(sessions.values())) {
      if (session.line == line) {
        session.line = null;
        if (code == 1000 || code == 1001) {
          sessions.remove(session.id);
        }
      }
    }
  }

  void heard(GatewayLine line, String text) {
    JsonNode json;
    try {
      json = Json.read(text);
    } catch (Refusal no) {
      line.close(4002, "Error while decoding payload.");
      return;
    }
    var content = json.path("d");
    switch (json.path("op").asInt(-1)) {
      case 1 -> beat(line, content);
      case 2 -> identify(line, content);
      case 6 -> resume(line, content);
      case 3, 4, 8 -> requireSession(line);
      default -> line.close(4001, "Unknown opcode.");
    }
  }

  private @Nullable Session session(GatewayLine line) {
    return sessions.values().stream().filter(each -> each.line == line).findFirst().orElse(null);
  }

  private void requireSession(GatewayLine line) {
    if (session(line) == null) {
      line.close(4003, "Not authenticated.");
    }
  }

  private void beat(GatewayLine line, JsonNode seq) {
    heartbeats++;
    var session = session(line);
    if (session != null) {
      session.heard = Math.max(session.heard, seq.asLong());
      while (!session.told.isEmpty() && session.told.getFirst().seq() <= session.heard) {
        session.told.removeFirst();
      }
    }
    if (!deaf) {
      line.send("{\"op\":11}");
    }
  }

  private void identify(GatewayLine line, JsonNode form) {
    identifies++;
    long intents = form.path("intents").asLong(-1);
    if (session(line) != null) {
      line.close(4005, "Already authenticated.");
    } else if (!form.path("token").asText().equals(DiscordTwin.TOKEN)) {
      line.close(4004, "Authentication failed.");
    } else if (!form.path("properties").isObject() || intents < 0 || intents > KNOWN_INTENTS) {
      line.close(intents < 0 ? 4002 : 4013, "Invalid intent(s).");
    } else if ((intents & PRIVILEGED & ~world.permitted) != 0) {
      line.close(4014, "Disallowed intent(s).");
    } else {
      start(line, (int) intents);
    }
  }

  private void start(GatewayLine line, int intents) {
    var session = new Session("session" + nextSession++, intents);
    sessions.put(session.id, session);
    session.line = line;
    var ready = Json.object().put("v", 10).put("session_id", session.id);
    ready.put("resume_gateway_url", world.origin.replaceFirst("http", "ws") + "/gw");
    ready.set("user", DiscordTwin.BOT.json());
    ready.set("application", application());
    ready.putArray("private_channels");
    var guilds = ready.putArray("guilds");
    var mine = world.guilds.values().stream().filter(guild -> !guild.kicked).toList();
    mine.forEach(
        guild -> guilds.addObject().put("id", Json.id(guild.id())).put("unavailable", true));
    session.tell("READY", ready);
    mine.forEach(guild -> session.tell("GUILD_CREATE", guild.json()));
  }

  ObjectNode application() {
    int flags = world.mayRead(MESSAGE_CONTENT) ? 1 << 19 : 0;
    return Json.object().put("id", Json.id(DiscordTwin.BOT.id())).put("flags", flags);
  }

  private void resume(GatewayLine line, JsonNode form) {
    resumes++;
    var session = sessions.get(form.path("session_id").asText());
    if (!form.path("token").asText().equals(DiscordTwin.TOKEN)) {
      line.close(4004, "Authentication failed.");
    } else if (session == null) {
      line.send("{\"op\":9,\"d\":false}");
    } else if (form.path("seq").asLong(-1) > session.seq || form.path("seq").asLong(-1) < 0) {
      line.close(4007, "Invalid seq.");
    } else {
      var before = session.line;
      if (before != null) {
        before.cancel();
      }
      session.line = line;
      long seen = form.path("seq").asLong();
      session.told.stream()
          .filter(told -> told.seq() > seen)
          .forEach(told -> line.send(told.json()));
      session.tell("RESUMED", Json.object());
      if (asking > 0) {
        line.send("{\"op\":1,\"d\":null}");
      }
    }
  }

  /// @param intent without which a session is not told
  void emit(String type, int intent, ObjectNode content) {
    sessions.values().stream()
        .filter(session -> (session.intents & intent) != 0)
        .forEach(session -> session.tell(type, content));
  }

  /// Tells of a message, without what a session may not read.
  void emitPost(String type, Post post) {
    if (post.onlyFor != null) {
      return;
    }
    for (var session : sessions.values()) {
      if ((session.intents & post.channel.messageIntent()) != 0) {
        boolean readable = (session.intents & MESSAGE_CONTENT) != 0;
        session.tell(type, post.event(world.origin, readable));
      }
    }
  }

  /// Presses and commands need no intent.
  void emitInteraction(ObjectNode content) {
    sessions.values().forEach(session -> session.tell("INTERACTION_CREATE", content));
  }

  void push(String fields) {
    sessions.values().forEach(session -> session.tellRaw(fields));
  }

  void sendToAll(String json) {
    List.copyOf(lines).forEach(line -> line.send(json));
  }

  void forgetSessions() {
    sessions.clear();
  }

  boolean isConnected() {
    return sessions.values().stream().anyMatch(session -> session.line != null);
  }

  /// Whether every connected session has said that it read up to its mark.
  boolean allHeard(Map<String, Long> marks) {
    return isConnected()
        && sessions.values().stream()
            .filter(session -> session.line != null)
            .allMatch(session -> session.heard >= marks.getOrDefault(session.id, 0L));
  }

  Map<String, Long> marks() {
    var marks = new HashMap<String, Long>();
    sessions.values().forEach(session -> marks.put(session.id, session.seq));
    return marks;
  }

  String told() {
    return lines.size() + " connections, " + sessions.size() + " sessions " + marks();
  }
}
