package dev.nightdesk.gateway;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.adapters.console.ConsoleAdapter;
import dev.nightdesk.adapters.discord.DiscordAdapter;
import dev.nightdesk.adapters.discord.DiscordSettings;
import dev.nightdesk.adapters.slack.SlackAdapter;
import dev.nightdesk.adapters.slack.SlackHttp;
import dev.nightdesk.adapters.slack.SlackSettings;
import dev.nightdesk.adapters.telegram.TelegramAdapter;
import dev.nightdesk.adapters.telegram.TelegramSettings;
import dev.nightdesk.gateway.config.Config;
import dev.nightdesk.gateway.desk.CommandParser;
import dev.nightdesk.gateway.desk.Desk;
import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.gateway.flow.AgentDefaults;
import dev.nightdesk.gateway.flow.Channels;
import dev.nightdesk.gateway.flow.Crew;
import dev.nightdesk.gateway.flow.Disk;
import dev.nightdesk.gateway.flow.Flow;
import dev.nightdesk.gateway.flow.RandomIds;
import dev.nightdesk.gateway.flow.Suggestions;
import dev.nightdesk.gateway.flow.Time;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Surroundings;
import dev.nightdesk.gateway.web.Inlet;
import dev.nightdesk.gateway.web.Web;
import dev.nightdesk.gateway.web.WebSettings;
import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.claude.ClaudeCode;
import dev.nightdesk.sessions.host.HostSettings;
import dev.nightdesk.sessions.host.LocalHost;
import dev.nightdesk.sessions.host.Probe;
import dev.nightdesk.sessions.scripted.Scripted;
import dev.nightdesk.sessions.worktree.Worktrees;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts the parts together, as the architecture draws them. The only place that makes adapters and
/// hosts, and, with [Main], the only one that reads the system's clock.
final class Wiring {
  private static final ChannelId TELEGRAM = new ChannelId("telegram");
  private static final ChannelId SLACK = new ChannelId("slack");
  private static final ChannelId DISCORD = new ChannelId("discord");

  /// Where an app's manifest points in HTTP mode.
  private static final String SLACK_EVENTS = "/slack/events";

  private static final int TOKEN_BYTES = 32;
  private static final int MOST_HELPERS = 4;
  private static final Traits NO_CHANNEL =
      new Traits(1, 1, 0, 0, Traits.Threads.NONE, Set.of(), Rate.UNLIMITED);

  private final Config config;
  private final Setting setting;
  private final Time time = new Time(Clock.systemUTC(), System::nanoTime);
  private final SecureRandom random = new SecureRandom();

  /// What the program was started with.
  ///
  /// @param configFiles what agents are kept from beside the home
  /// @param first the agent of a dispatch that names none
  record Setting(
      Map<String, String> environment, List<Path> configFiles, Terminal terminal, AgentKind first) {
    Setting {
      environment = Map.copyOf(environment);
      configFiles = List.copyOf(configFiles);
    }
  }

  Wiring(Config config, Setting setting) {
    this.config = config;
    this.setting = setting;
  }

  /// Opens everything, starts nothing.
  ///
  /// @throws RuntimeException with words for a person when something cannot be opened
  Gateway gateway() throws InterruptedException {
    var home = Home.take(config.home(), ProcessHandle.current().pid());
    var disk = new Disk(home.path());
    var lines = lines();
    var adapters = lines.stream().map(Line::adapter).toList();
    var channels = new Channels(adapters);
    var surroundings = new Surroundings(channels::traits, disk::freeBytes, time::now);
    var store = Store.open(home.database(), random, surroundings);
    store.change(tx -> {
      tx.syncPeople(People.of(config));
      for (var line : lines) {
        if (line.account() != null) {
          tx.actAs(line.adapter().id(), line.account());
        }
      }
    });
    var backends = backends(home.path());
    var deskSettings = deskSettings(backends);
    var host =
        LocalHost.open(
            home.path(),
            backends,
            HostSettings.standard(),
            setting.environment(),
            System::nanoTime);
    var worktrees = new Worktrees(setting.environment(), home.scratch(), System::nanoTime);
    var flow =
        new Flow(
            new Flow.Banks(
                store,
                new Desk(deskSettings)::decide,
                host,
                channels,
                new Checkouts(config, worktrees),
                agentDefaults(),
                home.sessions(),
                disk,
                new Suggestions(deskSettings),
                new TranscriberProgram(new Probe(setting.environment()), config.transcriber()),
                new RandomIds(random, store.buttonKey()),
                time));
    var checks = new Checks(store, flow.gate(), channels, disk, config.diskFloorBytes());
    var figures = new Figures(store, flow.crews(), time);
    var backroom = new Backroom(store, flow, token());
    return new Gateway(
        new Gateway.Parts(
            home,
            store,
            host,
            channels,
            flow,
            () ->
                new Web(webSettings(), checks::now, figures.registry(), backroom, inlets(adapters)),
            backroom,
            config.http().host(),
            new Crew("help", Crew.Kind.VIRTUAL, MOST_HELPERS, time)));
  }

  /// The database of a home in which no gateway runs.
  static Store storeAlone(Home home) {
    var surroundings = new Surroundings(_ -> NO_CHANNEL, () -> Long.MAX_VALUE, Clock.systemUTC());
    return Store.open(home.database(), new SecureRandom(), surroundings);
  }

  /// The backroom of such a home.
  static Backroom backroomAlone(Store store) {
    return new Backroom(store, null, new Secret(""));
  }

  /// A channel that we serve.
  ///
  /// @param account whom we are there, `null` where nobody has one
  private record Line(ChannelAdapter adapter, @Nullable String account) {}

  private List<Line> lines() {
    var channels = config.channels();
    List<Line> lines = new ArrayList<>();
    if (channels.console()) {
      lines.add(new Line(console(setting.terminal()), null));
    }
    Config.Telegram telegram = channels.telegram();
    if (telegram != null) {
      var settings = telegramSettings(telegram);
      lines.add(new Line(new TelegramAdapter(TELEGRAM, settings), settings.account()));
    }
    Config.Slack slack = channels.slack();
    if (slack != null) {
      var settings = slackSettings(slack);
      lines.add(new Line(new SlackAdapter(SLACK, settings), settings.account()));
    }
    Config.Discord discord = channels.discord();
    if (discord != null) {
      var settings = discordSettings(discord);
      lines.add(new Line(new DiscordAdapter(DISCORD, settings), settings.account()));
    }
    return lines;
  }

  /// Slack calls us only where it cannot be called.
  private List<Inlet> inlets(List<ChannelAdapter> adapters) {
    Config.Slack slack = config.channels().slack();
    return slack == null || slack.appToken() != null
        ? List.of()
        : adapters.stream()
            .filter(SlackAdapter.class::isInstance)
            .map(SlackAdapter.class::cast)
            .map(adapter -> new Inlet(SLACK_EVENTS, taker(adapter)))
            .toList();
  }

  private static Inlet.Taker taker(SlackAdapter adapter) {
    return (headers, body) -> {
      var answer = adapter.take(new SlackHttp.Request(headers, body));
      return new Inlet.Answer(answer.status(), answer.contentType(), answer.body());
    };
  }

  private ConsoleAdapter console(Terminal terminal) {
    String run = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
    return new ConsoleAdapter(
        terminal.in(), terminal.out(), terminal.columns(), terminal.colour(), run);
  }

  private static TelegramSettings telegramSettings(Config.Telegram telegram) {
    try {
      return new TelegramSettings(
          telegram.token(), telegram.apiUrl(), telegram.pace(), CommandParser.menu());
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.WRONG, "channels.telegram: " + e.getMessage() + ".", e);
    }
  }

  private static SlackSettings slackSettings(Config.Slack slack) {
    try {
      return new SlackSettings(
          slack.botToken(),
          slack.appToken(),
          slack.signingSecret(),
          slack.apiUrl(),
          slack.appToken() == null ? SlackSettings.Mode.HTTP : SlackSettings.Mode.SOCKET,
          slack.pace(),
          CommandParser.menu());
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.WRONG, "channels.slack: " + e.getMessage() + ".", e);
    }
  }

  private static DiscordSettings discordSettings(Config.Discord discord) {
    try {
      return new DiscordSettings(
          discord.token(),
          discord.apiUrl(),
          discord.gatewayUrl(),
          discord.messageContent(),
          discord.pace(),
          CommandParser.menu());
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.WRONG, "channels.discord: " + e.getMessage() + ".", e);
    }
  }

  /// The agents that can be chosen, the one nobody needs to name first.
  private Map<AgentKind, AgentBackend> backends(Path home) {
    Map<AgentKind, AgentBackend> backends = new LinkedHashMap<>();
    Config.Claude claude = config.agents().claude();
    if (claude.enabled()) {
      var environment = setting.environment();
      backends.put(
          AgentKind.CLAUDE,
          new ClaudeCode(AgentKind.CLAUDE, claude.command(), home, kept(), environment));
    }
    if (config.agents().demo()) {
      backends.put(AgentKind.DEMO, new Scripted(home));
    }
    AgentBackend first = backends.remove(setting.first());
    Map<AgentKind, AgentBackend> ordered = new LinkedHashMap<>();
    if (first != null) {
      ordered.put(first.kind(), first);
    }
    ordered.putAll(backends);
    return ordered;
  }

  /// What agents are kept from beside the home: the config, and every file a secret was read from.
  private List<Path> kept() {
    return Stream.concat(setting.configFiles().stream(), config.secretFiles().stream()).toList();
  }

  private Map<AgentKind, AgentDefaults> agentDefaults() {
    Config.Claude claude = config.agents().claude();
    String mode = claude.permissionMode();
    return Map.of(
        AgentKind.CLAUDE,
        new AgentDefaults(
            claude.model(),
            mode,
            claude.maxTurns(),
            claude.maxBudgetUsd(),
            ClaudeHealth.variables(claude)),
        AgentKind.DEMO,
        new AgentDefaults(null, mode, 0, null, Map.of()));
  }

  private DeskSettings deskSettings(Map<AgentKind, AgentBackend> backends) {
    return new DeskSettings(
        Checkouts.repos(config),
        List.copyOf(backends.keySet()),
        config.agents().claude().maxLive(),
        config.diskFloorBytes(),
        !config.transcriber().isEmpty());
  }

  private WebSettings webSettings() {
    return new WebSettings(config.http().host(), config.http().port(), config.http().token());
  }

  private Secret token() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }
}
