package dev.nightdesk.tests.discord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The addresses of the API, each with a name by which tests call it. Pure.
final class Routes {
  /// @param name for faults and counts
  /// @param parts of the address; `{x}` stands for one that varies
  /// @param open whether it is for anybody who knows the address
  record Route(String name, String method, List<String> parts, boolean open) {
    Optional<Map<String, String>> match(String verb, List<String> path) {
      if (!verb.equals(method) || path.size() != parts.size()) {
        return Optional.empty();
      }
      var found = new HashMap<String, String>();
      for (int i = 0; i < path.size(); i++) {
        var part = parts.get(i);
        if (part.startsWith("{")) {
          found.put(part.substring(1, part.length() - 1), path.get(i));
        } else if (!part.equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(found);
    }
  }

  /// A route that was meant, with what varies in it.
  record Match(Route route, Map<String, String> path) {}

  private static final String TABLE =
      """
      me               GET    users/@me
      user             GET    users/{user}
      application      GET    applications/@me
      gateway          GET    gateway
      gatewayBot       GET    gateway/bot
      openDm           POST   users/@me/channels
      getChannel       GET    channels/{channel}
      editChannel      PATCH  channels/{channel}
      createMessage    POST   channels/{channel}/messages
      listMessages     GET    channels/{channel}/messages
      getMessage       GET    channels/{channel}/messages/{message}
      editMessage      PATCH  channels/{channel}/messages/{message}
      deleteMessage    DELETE channels/{channel}/messages/{message}
      startThread      POST   channels/{channel}/messages/{message}/threads
      openThread       POST   channels/{channel}/threads
      activeThreads    GET    guilds/{guild}/threads/active
      joinThread       PUT    channels/{channel}/thread-members/@me
      typing           POST   channels/{channel}/typing
      react            PUT    channels/{channel}/messages/{message}/reactions/{emoji}/@me
      unreact          DELETE channels/{channel}/messages/{message}/reactions/{emoji}/@me
      listCommands     GET    applications/{application}/commands
      putCommands      PUT    applications/{application}/commands
      postCommand      POST   applications/{application}/commands
      deleteCommand    DELETE applications/{application}/commands/{command}
      listCommands     GET    applications/{application}/guilds/{guild}/commands
      putCommands      PUT    applications/{application}/guilds/{guild}/commands
      postCommand      POST   applications/{application}/guilds/{guild}/commands
      deleteCommand    DELETE applications/{application}/guilds/{guild}/commands/{command}
      callback         POST   interactions/{interaction}/{token}/callback
      followUp         POST   webhooks/{application}/{token}
      getAnswer        GET    webhooks/{application}/{token}/messages/{message}
      editAnswer       PATCH  webhooks/{application}/{token}/messages/{message}
      deleteAnswer     DELETE webhooks/{application}/{token}/messages/{message}
      """;

  private static final List<Route> ALL = TABLE.lines().map(Routes::route).toList();

  /// What makes something that must not be made twice.
  static final Set<String> CREATES =
      Set.of("createMessage", "startThread", "openThread", "followUp");

  private static final Set<String> NAMES =
      Stream.concat(ALL.stream().map(Route::name), Stream.of("connect", "file"))
          .collect(Collectors.toUnmodifiableSet());

  private Routes() {}

  /// A misspelt name would make a test pass in which nothing goes wrong.
  static String known(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(name + " is none of " + NAMES);
    }
    return name;
  }

  private static Route route(String line) {
    var words = line.strip().split(" +", -1);
    boolean open = words[2].startsWith("interactions") || words[2].startsWith("webhooks");
    return new Route(words[0], words[1], List.of(words[2].split("/", -1)), open);
  }

  /// @param path below `/api/v10`
  static Optional<Match> find(String method, List<String> path) {
    var found = new ArrayList<Match>();
    for (var route : ALL) {
      route.match(method, path).ifPresent(parts -> found.add(new Match(route, parts)));
    }
    // Words come before what varies: `users/@me` is no user.
    return found.stream().findFirst();
  }
}
