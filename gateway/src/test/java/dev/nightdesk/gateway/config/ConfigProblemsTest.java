package dev.nightdesk.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProblemsTest {
  @TempDir Path folder;
  private Samples samples;

  @BeforeEach
  void prepare() throws IOException {
    samples = new Samples(folder);
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
    assertThat(
            samples.problems(
                """
                hme: /srv
                http: { bind: 7466 }
                people:
                  - { name: ana, role: ownr, telegram: "@ana" }
                  - { role: viewer }
                channels:
                  telegram: { tokn: x }
                repos:
                  - { name: shop, path: src }
                agents:
                  claude: { permission_mode: bypassPermissions, max_live: many }
                """))
        .containsExactly(
            "f:1:1: hme: this key is not known. Did you mean home?",
            "f:2:15: http.bind: '7466' is not an address with a port. Write it like 127.0.0.1:7466"
                + " or [::1]:7466.",
            "f:4:24: people[0].role: 'ownr' is none of owner, operator or viewer. Did you mean"
                + " owner?",
            "f:4:40: people[0].telegram: '@ana' is not an id there. Write a number above zero, like"
                + " 111222333: the id, not the name, which can change hands.",
            "f:5:5: people[1].name: is missing. Give everybody a name: it is what the audit shows.",
            "f:5:5: people[1]: without an id nobody can tell who this is. Add telegram: \"…\". You"
                + " do not know it? Leave the person out and pair them: while nobody owns the desk"
                + " serve prints a code, and an owner's /pair makes one for others.",
            "f:7:13: channels.telegram.token: is missing. Write token: \"${TELEGRAM_BOT_TOKEN}\";"
                + " @BotFather gives you the token.",
            "f:7:15: channels.telegram.tokn: this key is not known. Did you mean token?",
            "f:9:25: repos[0].path: 'src' is not a whole path. Begin it with / or ~/, so that it"
                + " means the same wherever Nightdesk is started.",
            "f:11:30: agents.claude.permission_mode: bypassPermissions is refused: nobody would be"
                + " asked for anything. Use default, or acceptEdits when edits need no question.",
            "f:11:59: agents.claude.max_live: 'many' is not a whole number from 1 to 64. Write such"
                + " a number.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http: { bnd: 1 }                                | http.bnd: this key is not known. Did you mean bind?",
        "people: [{ nmae: a, role: owner, telegram: 1 }] | nmae: this key is not known. Did you mean name?",
        "channels: { telegramm: { } }                    | channels.telegramm: this key is not known. Did you mean telegram?",
        "channels: { console: { on: true } }             | channels.console.on: this key is not known. Known here: enabled.",
        "repos: [{ name: a, path: ~/src/shop, isolaton: none }] | repos[0].isolaton: this key is not known. Did you mean isolation?",
        "agents: { claude: { permission-mode: plan } }   | agents.claude.permission-mode: this key is not known. Did you mean permission_mode?",
        "agents: { demo: { enable: true } }              | agents.demo.enable: this key is not known. Did you mean enabled?",
        "agents: { codex: { } }                          | agents.codex: this key is not known. Known here: claude, demo.",
        "disk-flor: 1 GiB                                | disk-flor: this key is not known. Did you mean disk_floor?",
        "<<: { a: b }                                    | Merging is not understood here: write the keys out.",
      })
  void anUnknownKeyIsRefusedWithTheNearestKnownOne(String yaml, String expected) {
    assertThat(samples.problems(yaml)).anyMatch(line -> line.contains(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[home]                                   | here keys are expected.",
        "just words                               | here keys are expected.",
        "home: [a]                                | home: here stands a list. Write one value.",
        "home: { a: b }                           | home: here stands a group of keys. Write one value.",
        "http: 7466                               | http: here keys are expected.",
        "people: { name: a }                      | people: here a list is expected.",
        "people: [ana]                            | people[0]: here keys are expected.",
        "channels: { console: { enabled: maybe } }| channels.console.enabled: 'maybe' is neither true nor false.",
        "channels: { telegram: yes }              | channels.telegram: here keys are expected.",
        "repos: ~/src/shop                        | repos: here a list is expected.",
        "agents: { claude: { command: claude } }  | agents.claude.command: here a list is expected.",
        "agents: { claude: { command: [] } }      | agents.claude.command: no program is named.",
        "agents: { claude: { env: [A] } }         | agents.claude.env: here keys are expected.",
        "? [a, b] : c                             | a key is one word.",
        "home: ''                                 | home: the value is empty.",
      })
  void aValueOfTheWrongKindIsRefused(String yaml, String expected) {
    assertThat(samples.problems(yaml)).anyMatch(line -> line.contains(expected));
  }

  @Test
  void aKeySaidTwiceIsRefused() {
    assertThat(samples.problems("home: /a\ndisk_floor: 1 GiB\nhome: /b\n"))
        .containsExactly("f:3:1: home: said already in line 1. Keep one.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "home: ~ben/desk                 | home: only your own ~ is known here.",
        "home: desk                      | home: 'desk' is not a whole path.",
        "disk_floor: 1                   | disk_floor: '1' is not a size.",
        "disk_floor: 1 Gigabyte          | disk_floor: '1 Gigabyte' is not a size.",
        "disk_floor: -1 GiB              | disk_floor: '-1 GiB' is not a size.",
        "disk_floor: 1025 TiB            | disk_floor: '1025 TiB' is not a size.",
        "http: { bind: localhost }       | http.bind: 'localhost' is not an address",
        "http: { bind: '127.0.0.1:65536' } | http.bind: '127.0.0.1:65536' is not an address",
        "http: { token: short }          | http.token: this token is shorter than 16 characters.",
        "agents: { claude: { enabled: false } } | agents: no agent is enabled.",
        "agents: { claude: { permission_mode: ask } } | permission_mode: 'ask' is none of default, manual, acceptEdits, plan, auto or dontAsk.",
        "agents: { claude: { permission_mode: BypassPermissions } } | permission_mode: bypassPermissions is refused",
        "agents: { claude: { model: '--danger' } } | model: '--danger' cannot be a model's name.",
        "agents: { claude: { model: 'a b' } } | model: 'a b' cannot be a model's name.",
        "agents: { claude: { max_live: 0 } }  | max_live: '0' is not a whole number from 1 to 64.",
        "agents: { claude: { max_live: 65 } } | max_live: '65' is not a whole number from 1 to 64.",
        "agents: { claude: { max_turns: 10001 } } | max_turns: '10001' is not a whole number from 1 to 10000.",
        "agents: { claude: { max_budget_usd: 0.00 } } | max_budget_usd: '0.00' is not an amount above zero.",
        "agents: { claude: { max_budget_usd: $5 } } | max_budget_usd: '$5' is not an amount above zero.",
        "agents: { claude: { env: { A-B: c } } } | env.A-B: this is no variable's name.",
        "agents: { claude: { env: { CLAUDECODE: 1 } } } | env.CLAUDECODE: agents are never given this variable.",
        "agents: { claude: { env: { NIGHTDESK_SESSION: 1 } } } | env.NIGHTDESK_SESSION: agents are never given",
        "agents: { claude: { env: { TELEGRAM_BOT_TOKEN: 1 } } } | env.TELEGRAM_BOT_TOKEN: agents are never given",
      })
  void aValueThatCannotBeIsRefused(String yaml, String expected) {
    assertThat(samples.problems(yaml)).anyMatch(line -> line.contains(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "disk_floor: 1024 TiB",
        "disk_floor: 0.5GB",
        "http: { bind: '127.0.0.1:65535' }",
        "http: { bind: 'localhost:0' }",
        "http: { bind: '[::1]:7466' }",
        "http: { bind: '127.9.9.9:1' }",
        "http: { token: 0123456789abcdef }",
        "agents: { claude: { max_live: 64, max_turns: 10000 } }",
        "agents: { claude: { max_live: 1, max_turns: 1, max_budget_usd: 0.01 } }",
        "agents: { claude: { enabled: false }, demo: { enabled: true } }",
        "home: null\nhttp:\npeople:\nchannels:\nrepos:\nagents:\ndisk_floor:",
      })
  void whatIsJustWithinBoundsIsTaken(String yaml) {
    assertThat(samples.read(yaml)).isInstanceOf(Reading.Good.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:7466", "[::]:7466", "192.168.0.2:80", "desk.example:80"})
  void anAddressOthersCanReachNeedsATokenAndTls(String bind) {
    assertThat(samples.problems("http: { bind: '" + bind + "' }"))
        .hasSize(2)
        .anyMatch(
            line -> line.contains("http.bind: others can reach this address, and there is no"))
        .anyMatch(line -> line.contains("nothing is said about TLS"));
    assertThat(samples.problems("http: { bind: '" + bind + "', token: '${LONG_TOKEN}' }"))
        .hasSize(1);
    assertThat(samples.problems("http: { bind: '" + bind + "', behind_tls: true }")).hasSize(1);
  }

  @Test
  void peopleHaveNamesAndIdsOfTheirOwn() {
    assertThat(
            samples.problems(
                """
                people:
                  - { name: ana, role: owner, telegram: "111" }
                  - { name: Ana, role: viewer, telegram: "222" }
                  - { name: ben, role: viewer, telegram: 111 }
                """))
        .containsExactly(
            "f:3:13: people[1].name: somebody in line 2 is called that too. Give each a name of"
                + " their own.",
            "f:4:42: people[2].telegram: the person in line 2 has this id too. An id belongs to one"
                + " person: keep one of the two.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"telegram: -100123", "telegram: 0", "telegram: ana", "slack: ana", "discord: a#1"})
  void namesAndGroupsAreNoIds(String id) {
    assertThat(samples.problems("people: [{ name: ana, role: owner, " + id + " }]"))
        .hasSize(1)
        .first()
        .asString()
        .contains("is not an id there");
  }

  @Test
  void aNameIsShownAsItIsAndSoCannotHoldControlCharacters() {
    assertThat(samples.problems("people: [{ name: \"a\\u202Eb\", role: owner, telegram: 1 }]"))
        .containsExactly(
            "f:1:18: people[0].name: 'a\uFFFDb' cannot be a name. Use letters, digits and spaces, at"
                + " most 40.");
  }

  @Test
  void aRepositoryHasANameOfItsOwnAndAFolderThatExists() throws IOException {
    Files.writeString(folder.resolve("home/file"), "");
    assertThat(
            samples.problems(
                """
                repos:
                  - { name: shop, path: ~/src/shop }
                  - { name: SHOP, path: ~/src/shop }
                  - { name: "a b", path: ~/src/shop }
                  - { name: gone, path: ~/src/gone }
                  - { name: file, path: ~/file }
                  - { name: own, path: ~/.nightdesk/x }
                  - { path: ~/src/shop }
                  - { name: nowhere }
                """))
        .satisfiesExactly(
            line -> assertThat(line).contains("repos[1].name: the repository in line 2 has this"),
            line -> assertThat(line).contains("repos[2].name: 'a b' cannot stand behind an @."),
            line -> assertThat(line).contains("repos[3].path: there is no folder '~/src/gone'."),
            line -> assertThat(line).contains("repos[4].path: '~/file' is a file."),
            line -> assertThat(line).contains("repos[5].path: there is no folder"),
            line -> assertThat(line).contains("repos[6].name: is missing."),
            line -> assertThat(line).contains("repos[7].path: is missing."));
  }

  @Test
  void agentsMayNotWorkInOurHome() throws IOException {
    Files.createDirectories(folder.resolve("home/.nightdesk/repo"));

    assertThat(samples.problems("repos: [{ name: own, path: ~/src/../.nightdesk/repo }]"))
        .containsExactly(
            "f:1:28: repos[0].path: '~/src/../.nightdesk/repo' lies in Nightdesk's own home. Agents"
                + " may not touch that: move the repository, or home.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a",
        "api.telegram.org",
        "https://u:p@a",
        "https://a/bot",
        "https://a?b",
        "x y"
      })
  void aServersAddressIsSchemeHostAndPort(String url) {
    assertThat(
            samples.problems(
                "channels: { telegram: { token: '${TELEGRAM_BOT_TOKEN}', api_url: '"
                    + url
                    + "' } }"))
        .hasSize(1)
        .first()
        .asString()
        .contains("is not a server's address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "per_chat: 1",
        "per_chat: 0/s",
        "global: 1/d",
        "global: 10001/s",
        "burst: 0",
        "burst: 1001"
      })
  void aPaceHasRatesWithTheirTime(String pace) {
    assertThat(
            samples.problems(
                "channels: { telegram: { token: '${TELEGRAM_BOT_TOKEN}', pace: { "
                    + pace
                    + " } } }"))
        .hasSize(1)
        .first()
        .asString()
        .containsAnyOf("is not a rate. Write how many in which time", "is not a whole number");
  }
}
