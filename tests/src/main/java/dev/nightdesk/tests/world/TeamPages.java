package dev.nightdesk.tests.world;

import dev.nightdesk.sessions.scripted.Scripted;
import dev.nightdesk.tests.discord.DiscordChannel;
import dev.nightdesk.tests.discord.DiscordPage;
import dev.nightdesk.tests.discord.DiscordPerson;
import dev.nightdesk.tests.discord.DiscordTwin;
import dev.nightdesk.tests.slack.SlackChannel;
import dev.nightdesk.tests.slack.SlackPage;
import dev.nightdesk.tests.slack.SlackPerson;
import dev.nightdesk.tests.slack.SlackTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// As [PhonePages], for a team: plays one story in a channel of Slack's and of Discord's at the
/// same time, by one gateway, and leaves both channels as pages.
///
/// ```
/// java -cp tests/target/classes:$(cat tests/target/classpath.txt) \
///   dev.nightdesk.tests.world.TeamPages tests/target/pages
/// ```
public final class TeamPages {
  private static final String ANSWER =
      "say I look at the login test first; permission Bash npm test -- --grep=login; result"
          + " **Fixed.** The test passes again. See [the log](https://ci.example/42). It took `3` runs.";

  private static final List<String> STORY =
      List.of(
          ANSWER,
          "ask Which database should the cart use? SQLite|PostgreSQL & multi Which platforms?"
              + " linux|macos|windows; result **{answer}** it is.",
          "plan # Split the cart # First the prices, then the basket; result built",
          "result All of it is done, as asked.");

  private TeamPages() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("pages");
    var pages = Path.of(words[0]);
    try (var slack = SlackTwin.start();
        var discord = DiscordTwin.start()) {
      discord.permit(DiscordTwin.MESSAGE_CONTENT);
      var ops = slack.channel("C0OPS", "ops");
      var forge = discord.guild(500, "Forge").text(501, "ops");
      var ana = slack.person("U0ANA", "Ana").in(ops);
      var eve = slack.person("U0EVE", "Eve").in(ops);
      var anaThere = discord.person(222, "Ana").in(forge);
      var gateway = serve(folder, slack, discord);
      try {
        slack.line().awaitOpen(1);
        discord.gateway().awaitConnected();
        inSlack(ops, ana, eve);
        inDiscord(discord, forge, anaThere);
        SlackPage.write(ops, pages.resolve("slack.html"));
        DiscordPage.write(forge, pages.resolve("discord.html"));
      } finally {
        gateway.descendants().forEach(ProcessHandle::destroyForcibly);
        gateway.destroyForcibly().waitFor();
        new AgentProcesses(folder.resolve("home"))
            .all()
            .forEach(mark -> mark.process().destroyForcibly());
      }
    }
  }

  private static void inSlack(SlackChannel ops, SlackPerson ana, SlackPerson eve) {
    ana.mention("/enable");
    ops.awaitWhisper("the answer", it -> it.text().contains("I listen in this group"));
    STORY.forEach(ana::mention);
    ops.await("the permission", it -> it.text().contains("Allow Bash?"));
    ops.await("the question", it -> it.text().contains("1 of 2"));
    ops.await("the plan", it -> it.text().contains("A plan to approve"));
    ops.await("the result", it -> it.text().contains("as asked"));
    var asked = ops.await("the permission", it -> it.text().contains("Allow Bash?"));
    ana.press(asked.ts(), "Allow once");
    ops.await("the answer", it -> it.text().contains("passes again"));
    eve.mention("delete everything");
    ops.awaitWhisper("a refusal", it -> it.text().contains("As a viewer"));
    ana.mention("/agents");
    ops.await("the board", it -> it.text().contains("The board"));
  }

  private static void inDiscord(DiscordTwin twin, DiscordChannel forge, DiscordPerson ana)
      throws InterruptedException {
    twin.awaitAnswer(ana.slash("enable", Map.of()));
    STORY.forEach(ana::mention);
    await(forge, "1 of 2");
    await(forge, "A plan to approve");
    await(forge, "as asked");
    await(forge, "Allow Bash?");
    ana.slash("agents", Map.of());
    forge.await("the board", it -> it.text().contains("The board"));
  }

  /// In one of its threads.
  private static void await(DiscordChannel forge, String words) throws InterruptedException {
    World.await(
        words,
        () ->
            forge.threads().stream()
                .flatMap(thread -> thread.messages().stream())
                .anyMatch(message -> message.text().contains(words)));
  }

  private static Process serve(Path folder, SlackTwin slack, DiscordTwin discord)
      throws IOException {
    var repo = new Repository(folder.resolve("shop"));
    repo.make();
    var demo = folder.resolve("home").resolve("demo");
    var agent =
        Scripted.command(demo).stream()
            .map(word -> '"' + word + '"')
            .collect(Collectors.joining(", "));
    var config = folder.resolve("nightdesk.yaml");
    Files.writeString(
        config,
        """
        home: %s
        http: { bind: "127.0.0.1:0" }
        people:
          - { name: ana, role: owner, slack: U0ANA, discord: "222" }
          - { name: eve, role: viewer, slack: U0EVE }
        channels:
          slack: { bot_token: "%s", app_token: "%s", api_url: "%s", pace: off }
          discord: { token: "%s", api_url: "%s", gateway_url: "%s", message_content: true, pace: off }
        repos: [ { name: shop, path: %s } ]
        agents:
          claude:
            command: [env, NIGHTDESK_SCRIPTED_INSTANT=1, %s]
            max_live: 20
            env: { CLAUDE_CONFIG_DIR: "%s" }
        """
            .formatted(
                folder.resolve("home"),
                SlackTwin.BOT_TOKEN,
                SlackTwin.APP_TOKEN,
                slack.apiUrl(),
                DiscordTwin.TOKEN,
                discord.apiUrl(),
                discord.gatewayUrl(),
                repo.path(),
                agent,
                demo));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    var command =
        new java.util.ArrayList<String>(List.of("sh", "-c", "umask 077; exec \"$@\"", "sh"));
    command.addAll(GatewayProgram.command());
    command.addAll(List.of("serve", "--config", config.toString()));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("gateway.log").toFile())
        .start();
  }
}
