package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.Pairing;
import dev.nightdesk.tests.discord.DiscordSide;
import dev.nightdesk.tests.slack.SlackSide;
import dev.nightdesk.tests.world.Machine;
import dev.nightdesk.tests.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody owns the desk, and one person comes to (OVER-2).
final class PairingFromThePhoneTest {
  private static final String WRONG = "WRONG1";

  @Test
  void theCodeAtTheConsoleMakesAnOwnerWhoLetsOthersIn(@TempDir Path folder) {
    try (var machine = Machine.withPeople(folder, "[]", 4)) {
      String code = codeAtTheConsole(machine);
      var ana = handset(machine, "ana", 11);
      var mallory = handset(machine, "mallory", 66);
      ana.say("hello?");
      mallory.say(WRONG);

      ana.say("/start " + code);

      ana.sees("Welcome. You are the owner of this desk.");
      assertThat(ana.count("hello")).isZero();
      mallory.say(code);
      ana.say("/pair gardener");
      ana.sees("I know the roles owner, operator and viewer");
      ana.say("/pair viewer");
      var offer = ana.sees("One more viewer can join within 10 minutes");
      String second = offer.text().substring(offer.text().length() - Pairing.CODE_LENGTH);
      var eve = handset(machine, "eve", 33);
      eve.say(second.toLowerCase(java.util.Locale.ROOT));
      eve.sees("Welcome. You are a viewer here.");
      eve.say("/agents");
      eve.sees("No sessions yet");
      mallory.say(second);
      ana.say("result at work");
      ana.answer("at work");
      assertThat(mallory.chat().fromBot()).isEmpty();
    }
  }

  /// As the README has a newcomer do it: tokens in the config, and the code in a private message.
  @ParameterizedTest
  @ValueSource(strings = {"slack", "discord"})
  void theCodeInAPrivateMessageMakesAnOwnerThereToo(String channel, @TempDir Path folder) {
    var side = channel.equals("slack") ? new SlackSide() : DiscordSide.inPrivate();
    try (var machine = Machine.withNobody(folder, side)) {
      String code = codeAtTheConsole(machine);
      var phone = machine.phone();
      phone.say("result not for strangers");

      phone.say(code);

      phone.await("the welcome", Machine.PATIENCE, it -> it.text().contains("You are the owner"));
      phone.say("result at work");
      phone.await("the answer", Machine.PATIENCE, it -> OnThePhone.isAnswer(it, "at work"));
      assertThat(phone.fromBot()).noneMatch(it -> it.text().contains("strangers"));
    }
  }

  @Test
  void fiveWrongCodesShutTheWindowAndSoDoTenMinutes(@TempDir Path folder)
      throws InterruptedException {
    try (var machine = Machine.withPeople(folder, "[]", 4)) {
      String code = codeAtTheConsole(machine);
      var mallory = handset(machine, "mallory", 66);
      for (int i = 0; i < Pairing.MAX_TRIES; i++) {
        mallory.say(WRONG);
      }
      mallory.say(code);
      awaitAudit(machine, "closed pairing");
      Handset.awaitDecided(machine);
      assertThat(mallory.chat().fromBot()).isEmpty();

      String fresh = codeAtTheConsole(machine.stop());
      assertThat(fresh).isNotEqualTo(code);
      machine.books().change(openedAt(machine, Instant.now().minus(Pairing.OPEN_FOR)));
      var ana = handset(machine, "ana", 11);
      ana.say(fresh);
      Handset.awaitDecided(machine);
      assertThat(ana.chat().fromBot()).isEmpty();

      ana.say(codeAtTheConsole(machine.stop()));
      ana.sees("Welcome. You are the owner of this desk.");
    }
  }

  private static String codeAtTheConsole(Machine machine) {
    machine.launch(Map.of());
    String line = machine.awaitLine("Nobody owns this desk yet.");
    machine.awaitLine("nightdesk ready");
    assertThat(line).contains("Within 10 minutes, send this code to the bot in a private chat: ");
    return line.substring(line.length() - Pairing.CODE_LENGTH);
  }

  private static Handset handset(Machine machine, String name, long id) {
    return new Handset(machine, machine.telegram().person(id, name).chat(), name, id);
  }

  /// Lets time pass for the window alone.
  private static String openedAt(Machine machine, Instant at) {
    String body = machine.books().column("SELECT body FROM pairing").getFirst();
    String older = body.replaceFirst("\"openedAt\":[^,}]+", "\"openedAt\":\"" + at + "\"");
    assertThat(older).isNotEqualTo(body);
    return "UPDATE pairing SET body = '" + older + "'";
  }

  private static void awaitAudit(Machine machine, String what) throws InterruptedException {
    World.await(
        "the audit to say " + what,
        () -> machine.books().column("SELECT what FROM audit").contains(what));
  }
}
