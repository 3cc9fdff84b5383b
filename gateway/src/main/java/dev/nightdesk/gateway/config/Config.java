package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.sessions.worktree.Base;
import dev.nightdesk.sessions.worktree.Isolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything the owner decided, checked: what stands here can be used as it is. Immutable, and its
/// text form holds no secret.
///
/// @param home absolute; where state lives
/// @param repos the first is the default; may be empty, and then nothing can be dispatched
/// @param transcriber the program that makes text of a voice note, and its first arguments; empty
///   for none
/// @param diskFloorBytes below it nothing new starts; 0 for no floor
/// @param secretFiles files that secrets were read from: agents are to be kept out of them
public record Config(
    Path home,
    Http http,
    List<Member> people,
    Channels channels,
    List<Repository> repos,
    Agents agents,
    List<String> transcriber,
    long diskFloorBytes,
    List<Path> secretFiles) {
  /// With less free space nothing new starts.
  public static final long DEFAULT_DISK_FLOOR_BYTES = 1L << 30;

  public Config {
    people = List.copyOf(people);
    repos = List.copyOf(repos);
    transcriber = List.copyOf(transcriber);
    secretFiles = List.copyOf(secretFiles);
  }

  /// One whose secrets stand in no file, and that understands no voice.
  public Config(
      Path home,
      Http http,
      List<Member> people,
      Channels channels,
      List<Repository> repos,
      Agents agents,
      long diskFloorBytes) {
    this(home, http, people, channels, repos, agents, List.of(), diskFloorBytes, List.of());
  }

  /// Where health, metrics and pages are served.
  ///
  /// @param host an address or `localhost`, without brackets; never looked up here
  /// @param port 0 for any free one
  /// @param token what callers must bring, `null` for none; there is one whenever the host is not
  ///   loopback
  public record Http(String host, int port, @Nullable Secret token) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 7466;
  }

  /// Somebody on the list, with the one id each platform knows them by.
  public record Member(Person person, Map<ChannelId, String> ids) {
    public Member {
      ids = Map.copyOf(ids);
    }
  }

  /// The chats we serve.
  ///
  /// @param telegram, slack, discord `null` when not wanted
  public record Channels(
      boolean console,
      @Nullable Telegram telegram,
      @Nullable Slack slack,
      @Nullable Discord discord) {
    /// Whether anybody can reach us at all.
    public boolean any() {
      return console || telegram != null || slack != null || discord != null;
    }
  }

  /// One app in one workspace.
  ///
  /// @param appToken for Socket Mode; `null` when Slack comes by HTTP
  /// @param signingSecret for HTTP; `null` in Socket Mode
  /// @param apiUrl ends in a slash
  public record Slack(
      Secret botToken,
      @Nullable Secret appToken,
      @Nullable Secret signingSecret,
      String apiUrl,
      Rate pace) {}

  /// One bot.
  ///
  /// @param apiUrl ends in a slash
  /// @param gatewayUrl `null` for Discord's own
  /// @param messageContent whether it may read what does not mention it: a privileged intent
  public record Discord(
      Secret token,
      String apiUrl,
      @Nullable String gatewayUrl,
      boolean messageContent,
      Rate pace) {}

  /// One bot.
  ///
  /// @param apiUrl scheme, host and perhaps port
  public record Telegram(Secret token, String apiUrl, Rate pace) {}

  /// A folder people may dispatch to (PERM-16).
  ///
  /// @param name what `@name` in a message picks, case not minded
  /// @param path absolute; an existing folder when the config was read
  public record Repository(String name, Path path, Isolation isolation, Base base) {}

  /// Who does the work; at least one is enabled.
  ///
  /// @param demo whether the scripted agent can be chosen
  public record Agents(Claude claude, boolean demo) {}

  /// How Claude Code is started.
  ///
  /// @param command the program and its first arguments, at least one
  /// @param permissionMode as `--permission-mode` takes it
  /// @param model `null` for the agent's own choice
  /// @param maxLive processes at once, at least 1
  /// @param maxTurns for one prompt; 0 for no bound (HOST-17)
  /// @param maxBudgetUsd dollars for one process, as a plain number; `null` for no bound (HOST-17)
  /// @param environment added to the child's allow-listed environment; values may be secret
  public record Claude(
      boolean enabled,
      List<String> command,
      String permissionMode,
      @Nullable String model,
      int maxLive,
      int maxTurns,
      @Nullable String maxBudgetUsd,
      Map<String, Secret> environment) {
    public static final int DEFAULT_MAX_LIVE = 4;
    public static final int DEFAULT_MAX_TURNS = 200;
    public static final String DEFAULT_MAX_BUDGET_USD = "20";

    public Claude {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /// The repository with that name, case not minded.
  public Optional<Repository> repository(String name) {
    return repos.stream().filter(repo -> repo.name().equalsIgnoreCase(name)).findFirst();
  }

  /// For people: what is set up and who may do what, one line each. Holds no secret.
  public List<String> describe() {
    return Description.of(this);
  }
}
