package dev.nightdesk.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.gateway.config.Config.Claude;
import dev.nightdesk.gateway.config.Config.Http;
import dev.nightdesk.gateway.config.Config.Telegram;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Role;
import dev.nightdesk.sessions.worktree.Base;
import dev.nightdesk.sessions.worktree.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  private static final String TOKEN = "123456:AAF-secret_words";

  @TempDir Path folder;
  private Samples samples;

  @BeforeEach
  void prepare() throws IOException {
    samples = new Samples(folder);
  }

  @Test
  void nothingWrittenMeansTheDefaults() {
    var config = samples.good("");

    assertThat(config.home()).isEqualTo(folder.resolve("home/.nightdesk"));
    assertThat(config.http()).isEqualTo(new Http("127.0.0.1", 7466, null));
    assertThat(config.people()).isEmpty();
    assertThat(config.channels().console()).isFalse();
    assertThat(config.channels().telegram()).isNull();
    assertThat(config.repos()).isEmpty();
    assertThat(config.agents().demo()).isFalse();
    assertThat(config.agents().claude())
        .isEqualTo(new Claude(true, List.of("claude"), "default", null, 4, 200, "20", Map.of()));
    assertThat(config.diskFloorBytes()).isEqualTo(1L << 30);
  }

  @Test
  void theContractsSampleIsUnderstood() {
    var reading =
        samples.read(
            """
            home: ~/.desk
            http: { bind: 127.0.0.1:7466 }
            people:                                   # who may do what
              - { name: ana, role: owner, telegram: "111", slack: U0AAA, discord: "222" }
            channels:
              console: { enabled: false }
              telegram: { token: "${TELEGRAM_BOT_TOKEN}", api_url: https://api.telegram.org, pace: { per_chat: 1/s, burst: 20, global: 30/s } }
              slack: { bot_token: "…", app_token: "…", api_url: https://slack.com/api/ }
              discord: { token: "…", api_url: https://discord.com/api/v10/, gateway_url: null }
            repos:
              - { name: shop, path: ~/src/shop }
            agents:
              claude: { command: [claude], permission_mode: default, model: null, max_live: 4, env: { } }
            routines:
              nightly-review: { id: trig_…, token: "…", api_url: https://api.anthropic.com }
            """);

    assertThat(reading).isInstanceOf(Reading.Good.class);
    var config = ((Reading.Good) reading).config();
    assertThat(config.home()).isEqualTo(folder.resolve("home/.desk"));
    assertThat(config.people())
        .containsExactly(
            new Config.Member(
                new Person("ana", Role.OWNER),
                Map.of(
                    new ChannelId("telegram"), "111",
                    new ChannelId("slack"), "U0AAA",
                    new ChannelId("discord"), "222")));
    assertThat(config.repos())
        .containsExactly(
            new Config.Repository("shop", samples.shop(), Isolation.WORKTREE, Base.FRESH));
    assertThat(reading.warnings())
        .extracting(Problem::key)
        .containsExactly(
            "channels.slack.bot_token",
            "channels.slack.app_token",
            "channels.discord.token",
            "routines");
  }

  @Test
  void everyKeyCanBeSet() {
    var config =
        samples.good(
            """
            home: /srv/desk
            disk_floor: 500 MiB
            http: { bind: "0.0.0.0:80", token: "${LONG_TOKEN}", behind_tls: true }
            people:
              - { name: ben, role: Operator, telegram: 42 }
              - { name: Zoë, role: viewer, discord: "7" }
              - { name: ana, role: owner, slack: W012AB }
            channels:
              console: { enabled: yes }
              telegram:
                token: "${TELEGRAM_BOT_TOKEN}"
                api_url: http://127.0.0.1:8081
                pace: { per_chat: 30/m, burst: 3, global: 0.5/s }
            repos:
              - { name: Shop, path: ~/src/shop, isolation: none, base: head }
            agents:
              claude:
                enabled: false
                command: [/opt/claude, --debug]
                permission_mode: acceptEdits
                model: "opus[1m]"
                max_live: 2
                max_turns: 7
                max_budget_usd: 7.50
                env: { HTTP_TIMEOUT: 30, MY_KEY: "${OTHER_KEY}" }
              demo: { enabled: true }
            """);

    assertThat(config.home()).isEqualTo(Path.of("/srv/desk"));
    assertThat(config.diskFloorBytes()).isEqualTo(500L << 20);
    assertThat(config.http().host()).isEqualTo("0.0.0.0");
    assertThat(config.http().port()).isEqualTo(80);
    assertThat(config.http().token()).isNotNull();
    assertThat(config.people())
        .extracting(member -> member.person().role())
        .containsExactly(Role.OPERATOR, Role.VIEWER, Role.OWNER);
    assertThat(config.channels().console()).isTrue();
    Telegram telegram = samples.telegram(config);
    assertThat(telegram.token().open()).isEqualTo(TOKEN);
    assertThat(telegram.apiUrl()).isEqualTo("http://127.0.0.1:8081");
    assertThat(telegram.pace()).isEqualTo(new Rate(0.5, 3, 0.5));
    assertThat(config.repository("sHOP"))
        .contains(new Config.Repository("Shop", samples.shop(), Isolation.NONE, Base.HEAD));
    var claude = config.agents().claude();
    assertThat(claude.enabled()).isFalse();
    assertThat(claude.command()).containsExactly("/opt/claude", "--debug");
    assertThat(claude.permissionMode()).isEqualTo("acceptEdits");
    assertThat(claude.model()).isEqualTo("opus[1m]");
    assertThat(claude.maxLive()).isEqualTo(2);
    assertThat(claude.maxTurns()).isEqualTo(7);
    assertThat(claude.maxBudgetUsd()).isEqualTo("7.5");
    assertThat(claude.environment())
        .isEqualTo(Map.of("HTTP_TIMEOUT", new Secret("30"), "MY_KEY", new Secret("sk-other")));
    assertThat(config.agents().demo()).isTrue();
  }

  @Test
  void boundsCanBeTakenOff() {
    var config =
        samples.good(
            """
            disk_floor: off
            channels: { telegram: { token: "${TELEGRAM_BOT_TOKEN}", pace: off } }
            agents: { claude: { max_turns: off, max_budget_usd: none } }
            """);

    assertThat(config.diskFloorBytes()).isZero();
    assertThat(samples.telegram(config).pace()).isEqualTo(Rate.UNLIMITED);
    assertThat(config.agents().claude().maxTurns()).isZero();
    assertThat(config.agents().claude().maxBudgetUsd()).isNull();
  }

  @Test
  void partOfAPaceLeavesTheRestAsPublished() {
    var config =
        samples.good(
            "channels: { telegram: { token: \"${TELEGRAM_BOT_TOKEN}\", pace: { burst: 5 } } }");

    assertThat(samples.telegram(config).pace()).isEqualTo(new Rate(1, 5, 30));
    assertThat(samples.telegram(config).apiUrl()).isEqualTo("https://api.telegram.org");
  }

  @Test
  void theModeManualIsTheAgentsDefault() {
    var config = samples.good("agents: { claude: { permission_mode: manual } }");

    assertThat(config.agents().claude().permissionMode()).isEqualTo("default");
  }

  @Test
  void theEnvironmentNamesTheHomeUnlessTheFileDoes() {
    samples.set("NIGHTDESK_HOME", "/srv/state");

    assertThat(samples.good("").home()).isEqualTo(Path.of("/srv/state"));
    assertThat(samples.good("home: ~/other").home()).isEqualTo(folder.resolve("home/other"));
  }

  @Test
  void aSecretMayComeFromAFile() throws IOException {
    Files.writeString(folder.resolve("token"), TOKEN + "\n");

    for (String path :
        List.of("file:token", "file:" + folder.resolve("token"), "file:~/../token")) {
      var config = samples.good("channels: { telegram: { token: '" + path + "' } }");
      assertThat(samples.telegram(config).token().open()).isEqualTo(TOKEN);
      assertThat(config.secretFiles()).containsExactly(folder.resolve("token"));
    }
  }

  @Test
  void nobodySeesASecretInTheConfigOrItsDescription() {
    var config =
        samples.good(
            """
            http: { token: "${LONG_TOKEN}" }
            channels: { telegram: { token: "%s" } }
            agents: { claude: { env: { MY_KEY: hush-hush-hush } } }
            """
                .formatted(TOKEN));

    assertThat(config.toString() + config.describe())
        .doesNotContain(TOKEN)
        .doesNotContain("hush-hush")
        .doesNotContain(samples.get("LONG_TOKEN"));
  }

  @Test
  void theDescriptionTellsWhoMayDoWhat() {
    var config =
        samples.good(
            """
            people:
              - { name: ana, role: owner, telegram: "111", slack: U0AAA }
              - { name: ben, role: viewer, telegram: "222" }
            channels: { telegram: { token: "${TELEGRAM_BOT_TOKEN}" } }
            repos: [{ name: shop, path: ~/src/shop }]
            agents: { demo: { enabled: true } }
            """);

    assertThat(config.describe())
        .containsExactly(
            "people",
            "  ana, owner: may look, start or steer sessions, answer for the team, decide who may"
                + " use this desk (slack U0AAA, telegram 111)",
            "  ben, viewer: may look (telegram 222)",
            "channels",
            "  telegram by https://api.telegram.org, pace 1/s a chat (20 at once), 30/s in all",
            "repositories",
            "  @shop (default) in "
                + samples.shop()
                + ", each session in a worktree of its own from fresh",
            "agents",
            "  claude: claude, mode default, its own choice of model, at most 4 at once, 200 turns,"
                + " $20",
            "  demo: plays a script, needs no account",
            "machine",
            "  home " + folder.resolve("home/.nightdesk"),
            "  http on 127.0.0.1:7466",
            "  nothing new starts with less than 1024 MiB free");
  }

  @Test
  void anEmptyDescriptionTellsTheNextSteps() {
    assertThat(samples.good("").describe())
        .contains(
            "  nobody in this file: while no owner has been paired, serve prints a code that makes one",
            "  none: add channels.telegram, channels.slack or channels.discord",
            "  none: nothing can be dispatched yet");
  }

  @Test
  void whoeverSitsAtTheConsoleOwnsTheDeskAndNoCodeIsPromised() {
    assertThat(samples.good("channels: { console: { enabled: true } }").describe())
        .contains(
            "  whoever sits at the console, owner: may look, start or steer sessions, answer for the"
                + " team, decide who may use this desk")
        .noneMatch(line -> line.contains("code"));
  }

  @Test
  void withoutAFileTheStandardOneIsLookedForAndMayBeMissing() throws IOException {
    var reader = samples.reader();
    assertThat(reader.standardFile())
        .isEqualTo(folder.resolve("home/.config/nightdesk/nightdesk.yaml"));
    assertThat(reader.readStandard()).isInstanceOf(Reading.Good.class);

    Files.createDirectories(reader.standardFile().getParent());
    Files.writeString(reader.standardFile(), "disk_floor: 2 GiB");
    assertThat(((Reading.Good) reader.readStandard()).config().diskFloorBytes())
        .isEqualTo(2L << 30);

    samples.set("XDG_CONFIG_HOME", "/etc/xdg");
    assertThat(samples.reader().standardFile())
        .isEqualTo(Path.of("/etc/xdg/nightdesk/nightdesk.yaml"));
  }
}
