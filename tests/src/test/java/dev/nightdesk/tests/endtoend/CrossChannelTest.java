package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.channels.Phone;
import dev.nightdesk.tests.channels.ShownThere;
import dev.nightdesk.tests.discord.DiscordSide;
import dev.nightdesk.tests.slack.SlackSide;
import dev.nightdesk.tests.telegram.TelegramSide;
import dev.nightdesk.tests.world.Below;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import okio.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One gateway on three channels at once, and one person on all of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrossChannelTest {
  private static final List<String> CHANNELS = List.of("telegram", "slack", "discord");
  private static final Pattern SHORT_ID = Pattern.compile("\\b[0-9a-f]{8}\\b");

  private Machine machine;

  @BeforeAll
  void start(@TempDir Path folder) {
    machine =
        Machine.withRoom(folder, "", new TelegramSide(), new SlackSide(), new DiscordSide())
            .start();
  }

  @AfterAll
  void close() {
    machine.close();
  }

  @Test
  void whatIsAskedInSlackIsAnsweredInTelegramWhereItIsWatchedToo() {
    var slack = phone("slack");
    var telegram = phone("telegram");
    slack.say("permission Bash make cross-tea; result cross-tea-made");
    var asked = asked(slack, "make cross-tea");

    telegram.say("/watch " + shortId(asked) + " here");
    telegram.press(asked(telegram, "make cross-tea"), "Allow once");

    for (var phone : List.of(slack, telegram)) {
      await(
          phone,
          "who allowed it",
          it -> it.text().contains("make cross-tea") && it.text().contains("Allowed once by ana"));
      assertThat(answer(phone, "cross-tea-made").rang()).isTrue();
    }
    await(slack, "no button more", it -> it.id().equals(asked.id()) && it.labels().isEmpty());
    assertThat(phone("discord").fromBot()).noneMatch(it -> it.text().contains("cross-tea"));
    assertThat(journals().finished("cross-tea-made")).isOne();
  }

  @Test
  void whatIsAskedInDiscordIsAnsweredThereWhileASecondThreadWorks() {
    var discord = phone("discord");
    discord.say("say busy-side; permission Bash busy wait; result busy-over");
    var busy = asked(discord, "busy wait");
    discord.say("permission Bash calm go; result calm-over");
    var calm = asked(discord, "calm go");

    discord.press(calm, "Allow once");
    discord.reply(busy, "result busy-later");
    await(discord, "the queued line", it -> it.text().contains("“result busy-later"));

    assertThat(answer(discord, "calm-over").thread()).isEqualTo(calm.thread());
    discord.press(busy, "Allow once");
    assertThat(answer(discord, "busy-over").thread()).isEqualTo(busy.thread());
    assertThat(answer(discord, "busy-later").thread()).isEqualTo(busy.thread());
    assertThat(discord.fromBot())
        .filteredOn(it -> it.thread().equals(calm.thread()))
        .isNotEmpty()
        .noneMatch(it -> it.text().contains("busy"));
    assertThat(discord.fromBot())
        .filteredOn(it -> it.thread().equals(busy.thread()))
        .isNotEmpty()
        .noneMatch(it -> it.text().contains("calm"));
  }

  @Test
  void theBoardShowsAllSessionsOnEveryChannel() {
    var asked = new ArrayList<ShownThere>();
    for (var channel : CHANNELS) {
      phone(channel).say("permission Bash board-" + channel + "; result boarded");
      asked.add(asked(phone(channel), "board-" + channel));
    }

    for (var channel : CHANNELS) {
      phone(channel).say("/agents");
      await(
          phone(channel),
          "the board with all three on " + channel,
          it ->
              it.text().contains("The board")
                  && asked.stream().allMatch(each -> it.text().contains(shortId(each))));
    }
    for (int i = 0; i < CHANNELS.size(); i++) {
      phone(CHANNELS.get(i)).press(asked.get(i), "Deny");
      answer(phone(CHANNELS.get(i)), "boarded");
    }
  }

  @Test
  void aFileOutOfASessionComesOnEveryChannel() {
    var slack = phone("slack");
    slack.say("write cross.txt hello; result cross-written");
    var asked = asked(slack, "cross.txt");
    slack.press(asked, "Allow once");
    answer(slack, "cross-written");

    for (var channel : CHANNELS) {
      phone(channel).say("/get " + shortId(asked) + " cross.txt");
      var file =
          Objects.requireNonNull(
              await(phone(channel), "the file on " + channel, it -> it.file() != null).file());
      assertThat(file.name()).isEqualTo("cross.txt");
      assertThat(file.bytes().utf8().strip()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"telegram", "slack", "discord"})
  void aFileOfThePersonReachesTheAgent(String channel) throws IOException {
    var bytes = ByteString.encodeUtf8("it failed in line 7 of " + channel + "\n");

    phone(channel).sendFile(channel + "-log.txt", bytes, "what went wrong on " + channel + "?");

    // The scripted agent asks this back before anything that is no script.
    var asked =
        await(
            phone(channel),
            "the question about " + channel,
            it -> it.labels().contains("1 · Quick") && it.text().contains("wrong on " + channel));
    var given =
        Below.of(machine.home(), 5)
            .filter(file -> file.getFileName().toString().endsWith(channel + "-log.txt"))
            .toList();
    assertThat(given).hasSize(1);
    assertThat(ByteString.of(Files.readAllBytes(given.getFirst()))).isEqualTo(bytes);
    assertThat(journals().given(given.getFirst().getFileName().toString())).isPositive();
    phone(channel).reply(asked, "/stop");
    await(phone(channel), "its end", it -> it.id().equals(asked.id()) && it.labels().isEmpty());
  }

  @Test
  void whatIsSaidWhileTheGatewayIsDeadIsReadAfterwardsAndRunsOnce() {
    var slack = phone("slack");
    var discord = phone("discord");
    slack.say("result before-slack");
    discord.say("result before-discord");
    var slackBefore = answer(slack, "before-slack");
    var discordBefore = answer(discord, "before-discord");

    for (int i = 1; i <= 3; i++) {
      slack.say("result dying-slack-" + i);
      discord.say("result dying-discord-" + i);
    }
    // Some of it is under way now, and some was not even read.
    await(slack, "the first card", it -> it.text().contains("dying-slack-1"));
    await(discord, "the first card", it -> it.text().contains("dying-discord-1"));
    machine.kill();
    for (int i = 1; i <= 3; i++) {
      slack.say("result dead-slack-" + i);
      discord.say("result dead-discord-" + i);
    }
    slack.reply(slackBefore, "result dead-slack-under");
    discord.reply(discordBefore, "result dead-discord-under");
    machine.start();

    for (var when : List.of("dying", "dead")) {
      for (int i = 1; i <= 3; i++) {
        once(slack, when + "-slack-" + i);
        once(discord, when + "-discord-" + i);
      }
    }
    once(slack, "dead-slack-under");
    once(discord, "dead-discord-under");
    assertThat(answer(slack, "dead-slack-under").thread()).isEqualTo(slackBefore.thread());
    assertThat(answer(discord, "dead-discord-under").thread()).isEqualTo(discordBefore.thread());
    assertThat(machine.books().integrity()).isEqualTo("ok");
  }

  /// One answer is shown, and one turn ended with it.
  private void once(Phone phone, String words) {
    answer(phone, words);
    OnThePhone.until("every card is shown", () -> machine.books().cardsBehind().isEmpty());
    assertThat(phone.fromBot()).filteredOn(it -> OnThePhone.isAnswer(it, words)).hasSize(1);
    assertThat(journals().finished(words)).as("turns that ended with " + words).isOne();
  }

  private Phone phone(String channel) {
    return machine.phone(channel);
  }

  private Journals journals() {
    return new Journals(machine.home().resolve("sessions"));
  }

  private static ShownThere asked(Phone phone, String words) {
    return await(
        phone,
        "the question “" + words + "”",
        it -> it.labels().contains("Allow once") && it.text().contains(words));
  }

  private static ShownThere answer(Phone phone, String words) {
    return await(phone, "the answer “" + words + "”", it -> OnThePhone.isAnswer(it, words));
  }

  private static ShownThere await(Phone phone, String what, Predicate<ShownThere> wanted) {
    return phone.await(what, Machine.PATIENCE, wanted);
  }

  private static String shortId(ShownThere message) {
    var found = SHORT_ID.matcher(message.text());
    assertThat(found.find()).as("a session in: " + message.text()).isTrue();
    return found.group();
  }
}
