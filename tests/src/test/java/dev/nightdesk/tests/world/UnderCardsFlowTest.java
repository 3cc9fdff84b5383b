package dev.nightdesk.tests.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.flow.PlaceEffects;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A channel whose threads hang under messages and that keeps nothing for us, as Slack and Discord.
@Timeout(60)
class UnderCardsFlowTest {
  private static final Place CHAT = Place.chat(TestChannel.ID, "ana");

  @TempDir Path directory;
  private @Nullable World world;

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  private World open(World.Plan plan) throws Exception {
    plan.channel().threadUnderCards();
    world = World.open(plan);
    return world;
  }

  private static List<Posting.Create> creates(TestChannel channel) {
    return channel.postings().stream()
        .filter(Posting.Create.class::isInstance)
        .map(Posting.Create.class::cast)
        .toList();
  }

  @Test
  void theThreadHangsUnderTheCardAndTheAgentStartsWhenItIsThere() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    channel.says("ana", "fix the tests");
    var card = channel.await("Working");
    var thread = channel.awaitPosting(Posting.OpenThread.class);

    assertThat(card.at().place()).isEqualTo(CHAT);
    assertThat(thread.under()).isEqualTo(card.at());
    open.awaitQuiet();
    var place = new Place(TestChannel.ID, CHAT.chat(), "t-" + card.at().message());
    assertThat(open.sessions().getFirst().origin().place()).isEqualTo(place);
  }

  @Test
  void aCardThatCannotBeShownHoldsTheAgentUpForNoLongerThanTheBound() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    channel.behave(posting ->
        posting instanceof Posting.Create
            ? new Delivery.Later(Duration.ofMinutes(10), "down")
            : null);
    channel.says("ana", "fix the tests");
    var session = open.onlySession();
    open.passUntil(
        "the prompt", Duration.ofSeconds(1), () -> !open.host().appended(session).isEmpty());

    assertThat(Duration.between(open.sessions().getFirst().origin().at(), open.time().instant()))
        .isGreaterThanOrEqualTo(PlaceEffects.CARD_WAIT);
    assertThat(channel.postings()).noneMatch(Posting.OpenThread.class::isInstance);
  }

  @Test
  void aCreateThatMayStandThereAlreadySaysSo() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    channel.behave(
        posting -> posting instanceof Posting.Create ? new Delivery.Unknown("cut") : null);
    channel.says("ana", "fix the tests");
    open.passUntil("a second try", Duration.ofSeconds(1), () -> creates(channel).size() > 1);

    assertThat(creates(channel).getFirst().again()).isFalse();
    assertThat(creates(channel).get(1).again()).isTrue();
    assertThat(creates(channel).get(1).nonce()).isEqualTo(creates(channel).getFirst().nonce());
  }

  @Test
  void whatAnEarlierGatewayMayHaveShownSaysSoToo() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    channel.behave(posting ->
        posting instanceof Posting.Create ? new Delivery.Later(Duration.ofDays(1), "down") : null);
    channel.says("ana", "fix the tests");
    channel.awaitPosting(Posting.Create.class);
    channel.behave(_ -> null);
    open.pass(Duration.ofSeconds(1));
    open.restart();
    channel.await("fix the tests");

    assertThat(creates(channel).getLast().again()).isTrue();
  }

  @Test
  void aRingingCardNamesWhoBeganTheSession() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    channel.says("ana", "fix the tests");
    var session = open.onlySession();
    World.await("the prompt", () -> !open.host().appended(session).isEmpty());
    var line = open.host().appended(session).getFirst().line().id();
    Echo.begins(open.host(), session, line);
    Echo.answers(open.host(), session, line, "all green");
    channel.await("all green");

    var result = creates(channel).getLast();
    assertThat(result.silent()).isFalse();
    assertThat(result.ring()).isEqualTo(Set.of("ana"));
    assertThat(creates(channel).getFirst().ring()).isEmpty();
  }

  @Test
  void whereToReadOnIsRememberedOverARestartAndMovedByNothingThatComesLive() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    channel.says("ana", "fix the tests");
    var card = channel.await("Working");
    open.awaitQuiet();
    var newest = channel.says("ana", "write the notes");
    channel.says("mallory", "let me in");
    open.awaitQuiet();
    var gate = open.flow().gate();
    assertThat(gate.unread(TestChannel.ID)).isEmpty();
    open.restart();
    channel.says("ana", "and the changelog");
    open.awaitQuiet();

    gate = open.flow().gate();
    // Nobody spoke in the first one's thread: the message it hangs under is the newest there.
    var thread = "t-" + card.at().message();
    assertThat(gate.unread(TestChannel.ID))
        .contains(newest, new MessageRef(new Place(TestChannel.ID, CHAT.chat(), thread), thread))
        .noneMatch(message -> message.place().chat().equals("mallory"));
    gate.caughtUp(CHAT);
    assertThat(gate.unread(TestChannel.ID))
        .isNotEmpty()
        .noneMatch(message -> message.place().equals(CHAT));
  }

  @Test
  void aCardThatAnEarlierCallHasShownIsBroughtUpToDate() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    // The call comes through, and its answer does not.
    channel.behave(posting -> {
      if (posting instanceof Posting.Create create && !create.again()) {
        channel.done(posting);
        return new Delivery.Unknown("cut");
      }
      if (posting instanceof Posting.Create create) {
        // As a platform that knows the nonce: the message stands there as it was.
        return new Delivery.Shown(new MessageRef(create.at(), "m1"));
      }
      return null;
    });
    channel.says("ana", "fix the tests");
    var session = open.onlySession();
    open.passUntil(
        "the prompt", Duration.ofSeconds(1), () -> !open.host().appended(session).isEmpty());
    open.passUntilQuiet();

    assertThat(channel.messages().getFirst().text())
        .isEqualTo(wordsOf(open, session))
        .contains("Working");
  }

  private static String wordsOf(World open, SessionId session) throws InterruptedException {
    var wanted =
        open.store()
            .read(reads -> reads.newestCard(session, Set.of(WantedCard.Kind.STATUS)))
            .orElseThrow();
    return new TestChannel.Message(new MessageRef(CHAT, "x"), wanted.card(), false, 0).text();
  }

  @Test
  void aVoiceNoteIsListenedToByTheProgramOfTheConfigAndLeavesNoFile() throws Exception {
    var open = open(World.Plan.of(directory).hearing(List.of("cat")));
    var channel = open.channel();
    var offered = channel.offer("voice.ogg", "fix the tests\n".getBytes(UTF_8));
    var note = new Attachment(offered.file(), "voice.ogg", "audio/ogg", offered.bytes());
    channel.says(CHAT, "ana", "", null, List.of(note));

    var card = channel.await("I understood:");
    assertThat(card.text()).contains("fix the tests");
    open.awaitQuiet();
    try (var left = Files.list(directory.resolve("voice"))) {
      assertThat(left).isEmpty();
    }
    channel.presses("ana", card, "Send");
    channel.await("Sent by ana");
    assertThat(open.sessions()).hasSize(1);
  }

  @Test
  void aProgramThatFailsIsNamed() throws Exception {
    var open = open(World.Plan.of(directory).hearing(List.of("false")));
    var channel = open.channel();
    var offered = channel.offer("voice.ogg", new byte[10]);
    var note = new Attachment(offered.file(), "voice.ogg", "audio/ogg", 10);
    channel.says(CHAT, "ana", "", null, List.of(note));

    channel.await("false ended with code 1");
  }

  @Test
  void aRefusalInAGroupIsForItsWriterAlone() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    channel.bring(
        new Inbound.Said(
            "g1",
            new Sender(TestChannel.ID, "ben", "Ben"),
            new MessageRef(Place.chat(TestChannel.ID, "group"), "m-g1"),
            null,
            "fix the tests",
            List.of(),
            Inbound.Reach.MENTIONED,
            Set.of(),
            Duration.ZERO,
            "ben's handle"));

    var whisper = channel.awaitPosting(Posting.Whisper.class);
    assertThat(whisper.to()).isEqualTo("ben's handle");
    assertThat(whisper.text()).contains("I do not listen in this group yet");
    open.awaitQuiet();
    assertThat(creates(channel)).isEmpty();
  }

  @Test
  void aFileOfTheFolderIsSent() throws Exception {
    var open = open(World.Plan.of(directory));
    var channel = open.channel();
    channel.says("ana", "make a report");
    channel.await("Working");
    open.awaitQuiet();
    Files.writeString(open.changes().resolveSibling("report.csv"), "a,b\n");
    channel.says("ana", "/get " + open.sessions().getFirst().shortId() + " report.csv");

    assertThat(channel.awaitPosting(Posting.Upload.class).name()).isEqualTo("report.csv");
    World.await("the file", () -> channel.lastFile().isPresent());
    assertThat(channel.lastFile().orElseThrow()).isEqualTo("a,b\n".getBytes(UTF_8));
    open.awaitQuiet();
    Files.createSymbolicLink(open.changes().resolveSibling("link.csv"), Path.of("/etc/passwd"));
    channel.says("ana", "/get " + open.sessions().getFirst().shortId() + " link.csv");
    channel.await("is a link");
  }
}
