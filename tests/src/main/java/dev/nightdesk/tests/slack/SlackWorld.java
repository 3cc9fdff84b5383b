package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.twin.Monitor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that the twin knows.
final class SlackWorld extends Monitor {
  private static final Duration TRIGGER_LIFE = Duration.ofSeconds(3);
  private static final Duration RESPONSE_LIFE = Duration.ofMinutes(30);
  private static final int RESPONSE_USES = 5;

  /// What somebody did that lets the bot open a modal for them.
  private record Trigger(SlackUser user, Instant at) {}

  /// Where the bot may answer to what somebody did.
  static final class Response {
    final SlackUser user;
    final SlackChannel channel;
    final @Nullable SlackMessage message;
    private final Instant until;
    private int uses;

    Response(SlackUser user, SlackChannel channel, @Nullable SlackMessage message, Instant until) {
      this.user = user;
      this.channel = channel;
      this.message = message;
      this.until = until;
    }
  }

  final Clock clock;
  final Map<String, SlackChannel> channels = new LinkedHashMap<>();
  final Map<String, SlackUser> users = new HashMap<>();
  final Map<String, SlackFile> files = new HashMap<>();
  final SlackViews views = new SlackViews(this);
  final SlackSockets sockets = new SlackSockets(this);
  final SlackPoster poster = new SlackPoster(this);
  final SlackEvents events = new SlackEvents(this);
  final List<String> oddities = new ArrayList<>();
  private final Map<String, Trigger> triggers = new HashMap<>();
  private final Map<String, Response> responses = new HashMap<>();
  private long nextId = 1;
  private String address = "";
  private int sharesHiddenFor;

  SlackWorld(Clock clock) {
    this.clock = clock;
    users.put(SlackTwin.BOT.id(), SlackTwin.BOT);
  }

  void listensOn(String listening) {
    address = listening;
  }

  /// How many looks of `files.info` do not see yet where a file was shared.
  int sharesHiddenFor() {
    return sharesHiddenFor;
  }

  void sharesHiddenFor(int looks) {
    sharesHiddenFor = looks;
  }

  String url(String path) {
    return "http://" + address + path;
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  /// A name nobody else has.
  String freshId(String kind) {
    return kind + "%06d".formatted(nextId++);
  }

  SlackUser user(String id) {
    var user = users.get(id);
    if (user == null) {
      throw SlackRefusal.of("user_not_found");
    }
    return user;
  }

  /// The direct messages between the bot and somebody; opened when there are none yet.
  SlackChannel direct(SlackUser user) {
    return channels.computeIfAbsent(
        "D" + user.id().substring(1),
        id -> new SlackChannel(this, id, user.name(), SlackChannel.Kind.DIRECT, user));
  }

  String trigger(SlackUser user) {
    var id = freshId("trigger.");
    triggers.put(id, new Trigger(user, clock.instant()));
    return id;
  }

  /// Takes a trigger; each is good for one modal within three seconds.
  SlackUser pull(String id) {
    var trigger = triggers.get(id);
    if (trigger == null) {
      throw SlackRefusal.of(
          id.startsWith("trigger.") ? "exchanged_trigger_id" : "invalid_trigger_id");
    }
    if (clock.instant().isAfter(trigger.at().plus(TRIGGER_LIFE))) {
      throw SlackRefusal.of("expired_trigger_id");
    }
    triggers.remove(id);
    return trigger.user();
  }

  String responseUrl(SlackUser user, SlackChannel channel, @Nullable SlackMessage message) {
    var id = freshId("response.");
    var until = clock.instant().plus(RESPONSE_LIFE);
    responses.put(id, new Response(user, channel, message, until));
    return url("/response/" + id);
  }

  /// Takes one of the uses of a response URL.
  Response respond(String id) {
    var response = responses.get(id);
    if (response == null || clock.instant().isAfter(response.until)) {
      throw SlackRefusal.of("expired_url");
    }
    if (response.uses >= RESPONSE_USES) {
      throw SlackRefusal.of("used_url");
    }
    response.uses++;
    return response;
  }

  @Override
  protected String told() {
    var words = new ArrayList<String>();
    for (var channel : channels.values()) {
      words.add("channel " + channel.id() + ":");
      channel.all().forEach(message -> words.add("  " + message.shown()));
    }
    words.add(sockets.told());
    return String.join("\n", words);
  }
}
