package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// PERM-13: what a person approves is what is run.
class PermissionFaceTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private int asked;

  @BeforeEach
  void aSessionWorks() {
    ana.says("fix the login test");
  }

  private String text() {
    return world.card(Kind.REQUEST).text();
  }

  @Test
  void longArgumentsShowHeadAndTailAndCountWhatIsLeftOut() {
    String script = "first-line\\n" + "x".repeat(10_000) + "\\nrm -r last-line";
    world.agent().asksToRun(script);

    assertThat(text()).contains("first-line", "rm -r last-line").containsPattern("\\d+ characters");
    assertThat(text().length()).isLessThan(World.TRAITS.maxText());
  }

  @Test
  void whateverIsLongTheEndOfACommandIsNotPushedOffTheCard() {
    String command = "x".repeat(4_000) + "; rm -r last-line";
    String why = "w".repeat(1_000);
    asks("T".repeat(500), "{\"command\":\"" + command + "\"}", why, why, command);

    assertThat(text()).contains("; rm -r last-line", "“Always” is not offered");
    assertThat(world.card(Kind.REQUEST).buttons())
        .as("no rule that could not be read")
        .containsExactly("Allow once", "Deny", "Deny and say why");
    assertThat(text().length()).isLessThan(World.TRAITS.maxText());
  }

  @Test
  void hiddenAndBidirectionalCharactersAreMadeVisible() {
    world.agent().asksToRun("echo \u202Egnp.exe\u200B");

    assertThat(text()).contains("⟨U+202E⟩", "⟨U+200B⟩");
  }

  @Test
  void tokensAreMaskedButCommandsAndAddressesAreNot() {
    world
        .agent()
        .asksToRun("curl -H 'X: sk-ant-api03-abcdefghijklmnopqrstuvwxyz' https://example.org/a/b");

    assertThat(text())
        .contains("curl -H 'X: sk-a…", "https://example.org/a/b")
        .doesNotContain("abcdefghij");
  }

  @Test
  void aSettledCardMasksAndShowsTheSame() {
    world.agent().asksToRun("echo \u202E sk-ant-api03-abcdefghijklmnopqrstuvwxyz");
    ana.presses(world.card(Kind.REQUEST), "Deny");

    assertThat(text()).contains("⟨U+202E⟩").doesNotContain("abcdefghij");
  }

  @Test
  void everyArgumentIsShownAndACommandComesFirst() {
    world
        .agent()
        .asksFor("Bash", "{\"dangerouslyDisableSandbox\":true,\"command\":\"make\",\"timeout\":5}");
    assertThat(text()).containsSubsequence("make", "dangerouslyDisableSandbox: true", "timeout: 5");

    world.agent().asksFor("Write", "{\"file_path\":\"/etc/hosts\",\"content\":\"a\\nb\"}");
    assertThat(text()).contains("❓ Allow Write?", "file_path: /etc/hosts", "content:\na\nb");
  }

  /// Of many tools it is what is sent.
  @Test
  void aDescriptionIsLeftOffOnlyWhereItStandsBesideTheRest() {
    String secret = "everything that stands in .env";
    String input = "{\"title\":\"typo\",\"description\":\"" + secret + "\"}";
    asks("mcp__tracker__create", input, "a new issue", "");
    assertThat(text()).contains("title: typo", "description: " + secret, "a new issue");

    asks("mcp__tracker__create", input, secret, "");
    assertThat(text()).containsOnlyOnce(secret);

    String tooLong = "y".repeat(RequestFaces.MAX_DESCRIPTION) + " and the end";
    asks("mcp__tracker__create", "{\"description\":\"" + tooLong + "\"}", tooLong, "");
    assertThat(text()).contains("description: y", "y and the end");
  }

  @Test
  void aTokenIsMaskedWhereverItStands() {
    String token = "sk-ant-api03-abcdefghijklmnopqrstuvwxyz";
    String command = "curl -H 'X: " + token + "' https://example.org";
    asks("Bash", "{\"command\":\"" + command + "\"}", command, "asks with " + token, command);
    assertThat(text()).contains("would allow: Bash(").doesNotContain("abcdefghij");

    ana.says("/agents");
    assertThat(world.answer()).doesNotContain("abcdefghij");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    world.agent().uses("Bash", command);
    assertThat(world.card(Kind.STATUS).text()).contains("curl").doesNotContain("abcdefghij");
  }

  private void asks(String tool, String input, String described, String reason, String... rules) {
    world
        .agent()
        .asks(
            new AgentEvent.AskedPermission(
                "r-" + ++asked,
                "u-" + asked,
                tool,
                input,
                "h-" + asked,
                described,
                reason,
                null,
                Stream.of(rules)
                    .map(rule -> new AgentEvent.Rule("{}", "Bash(" + rule + ")"))
                    .toList()));
  }

  @Test
  void argumentsThatAreNoObjectAreShownAsTheyCame() {
    world.agent().asksFor("Odd", "[1, 2");
    assertThat(text()).contains("[1, 2");
  }

  @Test
  void aHelpersQuestionSaysSoAndTheReasonIsShown() {
    world
        .agent()
        .asks(
            new AgentEvent.AskedPermission(
                "r",
                "u",
                "mcp__shop__delete",
                "{}",
                "h",
                "",
                "This command requires approval",
                "agent-1",
                List.of()));

    assertThat(text())
        .contains("mcp__shop__delete", "This command requires approval", "a helper of it asks");
  }
}
