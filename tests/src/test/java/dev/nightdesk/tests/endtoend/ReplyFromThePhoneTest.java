package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.TwinChat;
import dev.nightdesk.tests.world.Journals;
import org.junit.jupiter.api.Test;

/// How words find the session they are meant for, wait for it, and stop it (PEEK).
final class ReplyFromThePhoneTest extends PhoneTest {
  private static final long TEAM = -1_001_000_000_001L;

  @Test
  void anyMessageOfASessionTakesItsReply() {
    var ana = owner();
    long task = ana.say("permission Bash go; result first");
    var asked = ana.asked("Allow once", "go");
    ana.press(asked, "Allow once");
    var first = ana.answer("first");
    var card = ana.sees("Completed · permission Bash go");

    ana.reply(first, "result to the answer");
    ana.answer("to the answer");
    ana.reply(card, "result to the card");
    ana.answer("to the card");
    ana.reply(asked, "result to the settled question");
    ana.answer("to the settled question");
    ana.person().reply(task, "result to my own words");
    var last = ana.answer("to my own words");

    assertThat(Handset.shortId(last)).isEqualTo(Handset.shortId(first));
  }

  @Test
  void oneLineReachesASessionFromAnotherChat() {
    var ana = owner();
    ana.say("result first");
    var id = Handset.shortId(ana.answer("first"));
    var ben = operator();

    ben.say("/reply " + id.substring(0, 4) + " result from ben");

    ana.answer("from ben");
    ben.sees("Passed on to " + id);
  }

  @Test
  void anAttachedChatSpeaksToTheNewestSessionUntilDetached() {
    var ana = owner();
    ana.say("result older");
    ana.answer("older");
    ana.say("result newer");
    var newer = Handset.shortId(ana.answer("newer"));

    ana.say("/attach");
    ana.sees("What you write here goes to " + newer);
    ana.say("result attached");
    assertThat(Handset.shortId(ana.answer("attached"))).isEqualTo(newer);
    ana.say("/bg result beside");
    assertThat(Handset.shortId(ana.answer("beside"))).isNotEqualTo(newer);

    ana.say("/detach");
    ana.sees("Detached.");
    ana.say("result on its own");
    assertThat(Handset.shortId(ana.answer("on its own"))).isNotEqualTo(newer);
  }

  @Test
  void whatWaitsCanBeSentAtOnce() throws InterruptedException {
    var ana = owner();
    ana.say("permission Bash go; say after it");
    var asked = ana.asked("Allow once", "go");
    var card = ana.sees("Needs input");
    ana.reply(asked, "not yet, and later this");
    ana.sees("Denied: “not yet");
    var done = ana.answer("after it");

    ana.reply(done, "permission Bash again; say after that");
    ana.asked("Allow once", "again");
    ana.reply(card, "result both heard");
    var waiting = ana.asked("Send now", "queued 1 · after the open answer: “result both heard”");
    assertThat(waiting.labels()).contains("Send now", "Interrupt and send now", "Drop");
    var told = ana.press(waiting, "Send now");
    assertThat(told).isEqualTo("Sent. The agent reads it after the tool it runs now.");
    // Else the verdict may be quicker, and the turn over before it is read.
    var journals = new Journals(machine().home().resolve("sessions"));
    OnThePhone.until("it was given", () -> journals.given("both heard") == 1);
    ana.press(ana.asked("Allow once", "again"), "Allow once");

    ana.answer("both heard");
    // Its card may still tell what the agent said before the answer.
    Handset.awaitDecided(machine());
    assertThat(ana.count("after that")).isZero();
  }

  @Test
  void whatWaitsCanInterrupt() {
    var ana = owner();
    ana.say("say pondering; sleep 60s; result never");
    var card = ana.answer("pondering");

    ana.reply(card, "result at once");
    var waiting = ana.asked("Interrupt and send now", "queued 1 · after this turn");
    var told = ana.press(waiting, "Interrupt and send now");

    assertThat(told).isEqualTo("Interrupting; your message goes next.");
    ana.answer("at once");
    assertThat(ana.rings()).hasSize(1);
  }

  @Test
  void whatWaitsCanBeDropped() {
    var ana = owner();
    ana.say("permission Bash go; result only this");
    var asked = ana.asked("Allow once", "go");
    ana.reply(ana.sees("Needs input"), "result dropped");
    var waiting = ana.asked("Drop", "queued 1");

    assertThat(ana.press(waiting, "Drop")).isEqualTo("Dropped. It was not sent.");
    ana.sees("the card without it", it -> it.id() == waiting.id() && !it.labels().contains("Drop"));
    assertThat(ana.pressOld(waiting, "Send now"))
        .isEqualTo(
            "This message is not waiting any more: it was taken back. Send it again if it is wanted after all.");
    ana.press(asked, "Allow once");
    ana.answer("only this");
    ana.sees("Completed · permission Bash go");
    assertThat(ana.rings()).hasSize(2);
  }

  @Test
  void aParkedSessionStartsAgainByAReply() {
    var ana = owner();
    ana.say("result before the park");
    var first = ana.answer("before the park");
    machine()
        .agentsOf("before the park")
        .forEach(agent -> {
          agent.destroy();
          agent.onExit().join();
        });

    ana.reply(first, "result after the park");

    var second = ana.answer("after the park");
    assertThat(Handset.shortId(second)).isEqualTo(Handset.shortId(first));
    assertThat(second.text()).contains("2 turns");
    assertThat(
            machine()
                .books()
                .column(
                    "SELECT body FROM sessions WHERE id LIKE '" + Handset.shortId(first) + "%'"))
        .singleElement()
        .asString()
        .contains("\"number\":2");
  }

  @Test
  void aStopJumpsTheQueue() {
    var ana = owner();
    ana.say("say busy; sleep 60s; result never");
    var card = ana.answer("busy");
    ana.reply(card, "result never either");
    ana.reply(card, "result nor this");
    ana.asked("Drop", "queued 2");

    ana.reply(card, "/stop");

    var stopped = ana.becomes(card, "Stopped · say busy");
    assertThat(stopped.text())
        .contains("Stopped by " + ana.name() + ". 2 waiting messages not sent");
    assertThat(stopped.labels()).isEmpty();
    ana.sees("Its conversation is kept");
    assertThat(ana.rings()).isEmpty();
    ana.reply(card, "/stop");
    ana.sees("is over already");
  }

  @Test
  void aSessionIsStoppedByItsId() {
    var ana = owner();
    ana.say("say busy; sleep 60s; result never");
    var card = ana.answer("busy");
    var ben = operator();

    ben.say("/stop " + Handset.shortId(card));

    ana.becomes(card, "Stopped by " + ben.name());
    ben.sees("Stopped " + Handset.shortId(card));
  }

  @Test
  void theCardsButtonStops() {
    var ana = owner();
    ana.say("say busy; sleep 60s; result never");
    var card = ana.answer("busy");

    assertThat(ana.press(card, "Stop")).isEqualTo("Stopped.");
    ana.becomes(card, "Stopped by " + ana.name());
    assertThat(ana.pressOld(card, "Stop"))
        .isEqualTo("It is over already. Reply to one of its messages to go on with it.");
  }

  @Test
  void aFollowUpTypedPlainlyCanStillBecomeAReply() {
    var ana = owner();
    ana.say("result first");
    var first = ana.answer("first");
    ana.say("permission Bash hold; result moved here");
    ana.asked("Allow once", "hold");
    String label = "Meant as a reply to " + Handset.shortId(first);
    var stray = ana.asked(label, "permission Bash hold");

    assertThat(ana.press(stray, label)).isEqualTo("Moved to " + Handset.shortId(first) + ".");

    ana.becomes(stray, "Moved to " + Handset.shortId(first) + " by " + ana.name());
    var asked =
        ana.sees(
            "its question",
            it -> it.labels().contains("Allow once") && it.text().contains(Handset.shortId(first)));
    ana.press(asked, "Allow once");
    assertThat(Handset.shortId(ana.answer("moved here"))).isEqualTo(Handset.shortId(first));
  }

  @Test
  void aSessionHasATopicAndWhatIsWrittenThereIsItsOwn() {
    var ana = owner();
    TwinChat team = seen(machine().telegram().forum(TEAM, "Team"));
    var inTeam = ana.in(team);
    inTeam.say("/enable@desk_bot");
    inTeam.sees("I listen in this group now");

    inTeam.say("@desk_bot permission Bash go; result from the topic");
    var asked =
        team.await(
            "the question in a topic",
            it -> it.thread() != 0 && it.labels().contains("Allow once"));
    var topic = inTeam.inTopic(asked.thread());
    topic.press(asked, "Allow once");
    var first = topic.answer("from the topic");

    topic.say("result without a mention");
    assertThat(Handset.shortId(topic.answer("without a mention")))
        .isEqualTo(Handset.shortId(first));
    topic.say("say long; sleep 60s; result never");
    topic.sees("✻ Working");
    topic.say("/stop");
    topic.sees("Stopped " + Handset.shortId(first));
    assertThat(asked.thread()).isEqualTo(first.thread());
  }
}
