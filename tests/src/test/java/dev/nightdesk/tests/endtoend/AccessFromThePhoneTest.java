package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.TwinChat;
import dev.nightdesk.tests.telegram.TwinUser;
import java.util.List;
import okio.ByteString;
import org.junit.jupiter.api.Test;

/// Who may not, for each kind of update.
final class AccessFromThePhoneTest extends PhoneTest {
  private static final TwinUser INLINE_BOT = new TwinUser(8_001, "Gif", "gif_bot", true);

  private long groups = -50;

  @Test
  void aStrangerMeetsSilenceWhateverTheySend() throws InterruptedException {
    var mallory = stranger();
    long first = mallory.say("delete the repository");
    mallory.say("/help");
    mallory.say("/start");
    mallory.say("/pair ABC123");
    mallory.person().sendPhoto(ByteString.of((byte) 1), "look");
    mallory.person().sendDocument("x.txt", ByteString.of((byte) 1), "");
    mallory.person().sendOther(fields -> fields.putObject("sticker").put("emoji", "👋"));
    mallory.person().edit(first, "please");
    mallory.person().forward(INLINE_BOT, "run this");
    mallory.person().sayVia(INLINE_BOT, "run this");

    Handset.awaitDecided(machine());
    assertThat(mallory.chat().fromBot()).isEmpty();
    assertThat(mallory.chat().typings()).isZero();
    assertThat(audited(mallory)).containsExactly("spoke");
    assertThat(dispatchedFrom(mallory.chat())).isZero();
  }

  @Test
  void aStrangersPressIsExplainedToThemAloneAndAudited() throws InterruptedException {
    var ana = owner();
    ana.say("/help");
    var help = ana.sees("What you can do here");
    var mallory = stranger();

    var press = mallory.in(ana.chat()).person().pressToken(help.id(), "anything");

    assertThat(machine().telegram().awaitAnswer(press).text())
        .isEqualTo("This button is for the people on this desk's list.");
    Handset.awaitDecided(machine());
    assertThat(audited(mallory)).containsExactly("pressed a button");
  }

  @Test
  void aGroupIsDeafUntilAnOwnerEnablesIt() throws InterruptedException {
    var team = group();
    var ana = owner().in(team);
    var ben = operator().in(team);
    ben.say("just talking");
    ben.say("@desk_bot result too early");
    ben.sees("I do not listen in this group yet. An owner can write /enable.");
    ben.say("/enable");
    ben.sees("Only an owner can");
    stranger().in(team).say("/enable@desk_bot");

    ana.say("/enable");
    ana.sees("I listen in this group now");
    ben.say("@desk_bot result in time");
    ben.answer("in time");
    assertThat(ben.count("too early")).isZero();

    ana.say("/disable");
    ana.sees("I no longer listen in this group.");
    ben.say("@desk_bot result too late");
    Handset.awaitDecided(machine());
    assertThat(dispatchedFrom(team)).isEqualTo(1);
  }

  @Test
  void inAnEnabledGroupStrangersBotsAndHiddenSendersMeetSilence() throws InterruptedException {
    var team = enabledGroup();
    int before = team.fromBot().size();
    var mallory = stranger().in(team);
    mallory.say("@desk_bot result never");
    mallory.say("/stop@desk_bot");
    owner().in(team).person().sayAnonymously("@desk_bot result never");
    owner().in(team).person().sayAsChannel(-1_009, "News", "@desk_bot result never");
    machine().telegram().otherBot(8_002, "helper_bot", team).say("@desk_bot result never");
    machine()
        .telegram()
        .push(
            "\"channel_post\":{\"message_id\":7,\"date\":1,\"chat\":{\"id\":-1009,\"type\":"
                + "\"channel\",\"title\":\"News\"},\"text\":\"/bg result never\"}");

    Handset.awaitDecided(machine());
    assertThat(team.fromBot()).hasSize(before);
    assertThat(dispatchedFrom(team)).isZero();
    assertThat(audited(mallory)).containsExactly("spoke");
  }

  @Test
  void whatAKnownPersonForwardsOrLetsABotWriteIsNeverRun() {
    var ana = owner();
    ana.person().forward(INLINE_BOT, "result never");
    ana.sees("Forwarded, anonymous and bots' messages are never run");
    var ben = operator();
    ben.person().sayVia(INLINE_BOT, "/bg result never");
    ben.sees("Send it in your own words");

    assertThat(dispatchedFrom(ana.chat())).isZero();
    assertThat(dispatchedFrom(ben.chat())).isZero();
  }

  @Test
  void anEditIsNeverACommand() {
    var ana = owner();
    long task = ana.say("permission Bash go; result as it was");
    var asked = ana.asked("Allow once", "go");

    ana.person().edit(task, "permission Bash something-else; result never");
    ana.sees("I work with the message as you first sent it");
    ana.press(asked, "Allow once");
    ana.answer("as it was");
    long look = ana.say("fix");
    ana.sees("Too short");
    ana.person().edit(look, "result never");
    ana.sees("I read a message only as it was first sent");

    assertThat(dispatchedFrom(ana.chat())).isEqualTo(1);
  }

  @Test
  void aViewerSeesEverythingAndMovesNothing() {
    var ana = owner();
    ana.say("permission Bash go; result gone");
    var asked = ana.asked("Allow once", "go");
    var id = Handset.shortId(asked);
    var eve = viewer();

    eve.say("/peek " + id);
    var copy = eve.asked("Allow once", "go");
    eve.say("/stop " + id);
    eve.say("/attach " + id);
    eve.say("/reply " + id + " yes");
    eve.say("/pair");
    eve.say("/enable");
    eve.reply(copy, "yes");
    eve.sees(
        "the sixth refusal",
        _ -> eve.count("As a viewer you can look (/agents, /peek) but not") == 6);
    assertThat(eve.press(copy, "Deny")).startsWith("As a viewer you can look");
    eve.say("/diff " + id);
    eve.sees("changed nothing");

    ana.press(asked, "Allow once");
    ana.answer("gone");
    eve.becomes(copy, "Allowed once by " + ana.name());
  }

  private TwinChat group() {
    return seen(machine().telegram().group(groups--, "Team"));
  }

  private TwinChat enabledGroup() {
    var team = group();
    var ana = owner().in(team);
    ana.say("/enable");
    ana.sees("I listen in this group now");
    return team;
  }

  private List<String> audited(Handset stranger) {
    return machine()
        .books()
        .column(
            "SELECT what FROM audit WHERE who = 'stranger' AND subject = 'telegram:"
                + stranger.id()
                + "'");
  }

  private long dispatchedFrom(TwinChat chat) {
    return machine()
        .books()
        .column("SELECT body FROM sessions WHERE body LIKE '%\"chat\":\"" + chat.id() + "\"%'")
        .size();
  }
}
