package dev.nightdesk.tests.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.tests.channels.ChannelRig.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every channel promises the gateway. A channel joins by giving its [ChannelRig].
public interface ChannelAdapterContract extends LineContract {
  private static Card card(long revision, String text, Button... buttons) {
    return new Card(
        new CardId(new UUID(7, 7)),
        revision,
        Tone.WORKING,
        List.of(new Block.Text(text)),
        List.of(buttons));
  }

  private Delivery create(ChannelAdapter adapter, Place at, Card card) throws InterruptedException {
    // Another card has another nonce: where creates are safe, one nonce is one message.
    var nonce = new Nonce("nonce-" + Integer.toHexString(card.blocks().hashCode()));
    return adapter.deliver(new Posting.Create(at, card, nonce, true, null));
  }

  private MessageRef shown(ChannelAdapter adapter, Card card) throws InterruptedException {
    var delivery = create(adapter, rig().place(), card);
    assertThat(delivery).isInstanceOf(Delivery.Shown.class);
    return ((Delivery.Shown) delivery).at();
  }

  private void cause(Trouble trouble) {
    assumeTrue(rig().cause(trouble), "this channel knows no " + trouble);
  }

  // The way out.

  @Test
  default void aCardIsShownOnceWhereItBelongs() throws InterruptedException {
    var at = shown(rig().adapter(), card(1, "working"));

    assertThat(at.place()).isEqualTo(rig().place());
    assertThat(rig().shown(at)).get().asString().contains("working");
    assertThat(rig().shown()).hasSize(1);
  }

  @Test
  default void anEditChangesTheSameMessage() throws InterruptedException {
    var adapter = rig().adapter();
    var at = shown(adapter, card(1, "working"));

    assertThat(adapter.deliver(new Posting.Edit(at, card(2, "done"))))
        .isEqualTo(new Delivery.Shown(at));
    assertThat(rig().shown(at)).get().asString().contains("done");
    assertThat(rig().shown()).hasSize(1);
  }

  @Test
  default void showingTheSameRevisionAgainIsShown() throws InterruptedException {
    var adapter = rig().adapter();
    var at = shown(adapter, card(1, "working"));

    assertThat(adapter.deliver(new Posting.Edit(at, card(1, "working"))))
        .isEqualTo(new Delivery.Shown(at));
  }

  @Test
  default void aCardOfAnyLengthIsShownWithinTheChannelsBound() throws InterruptedException {
    var adapter = rig().adapter();
    var most = adapter.traits().maxText();
    var at = shown(adapter, card(1, "many words <b>& no markup</b> ".repeat(most / 10)));

    assertThat(rig().shown(at)).get().asString().contains("<b>& no markup</b>");
  }

  @Test
  default void aButtonComesBackAsItsTokenFromItsMessage() throws InterruptedException {
    var adapter = rig().adapter();
    var door = new RecordingDoor();
    try (var _ = rig().listen(adapter, door)) {
      door.awaitConnected();
      var token = "x".repeat(Button.MAX_TOKEN);
      var at =
          shown(
              adapter,
              card(
                  1,
                  "may I?",
                  new Button("no", "Deny", Button.Style.STOP),
                  new Button(token, "Allow", Button.Style.GO)));
      assumeTrue(rig().press(at, "Allow"), "this channel shows no buttons");

      var pressed = door.await(Inbound.Pressed.class);
      assertThat(pressed.token()).isEqualTo(token);
      assertThat(pressed.message()).isEqualTo(at);

      var whisper = new Posting.Whisper(at.place(), pressed.press(), "Too late: ben was faster.");
      assertThat(adapter.deliver(whisper)).isEqualTo(new Delivery.Done());
      assertThat(rig().lastWhisper()).contains("Too late: ben was faster.");
    }
  }

  @Test
  default void anUploadArrivesWhole() throws InterruptedException, IOException {
    var adapter = rig().adapter();
    var bytes = "line\n".repeat(40_000).getBytes(UTF_8);
    var file = Files.write(rig().directory().resolve("stored-under-another-name"), bytes);
    var upload =
        new Posting.Upload(
            rig().place(), file, "changes.diff", "all of it", new Nonce("n"), true, null);

    assertThat(adapter.deliver(upload)).isInstanceOf(Delivery.Shown.class);
    assertThat(rig().shown()).containsExactly("changes.diff");
    rig().lastFile().ifPresent(arrived -> assertThat(arrived).isEqualTo(bytes));
  }

  @Test
  default void aFileThatIsNoMoreIsRefused() throws InterruptedException {
    assumeTrue(rig().carriesFiles(), "files are only named here");
    var gone = rig().directory().resolve("gone");
    var upload =
        new Posting.Upload(rig().place(), gone, "gone.txt", "", new Nonce("n"), true, null);

    assertThat(rig().adapter().deliver(upload)).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  default void typingIsDone() throws InterruptedException {
    assertThat(rig().adapter().deliver(new Posting.Typing(rig().place())))
        .isEqualTo(new Delivery.Done());
  }

  // Refusals are values.

  @Test
  default void tooFastSaysHowLongToWait() throws InterruptedException {
    var adapter = rig().adapter();
    cause(Trouble.TOO_FAST);

    assertThat(create(adapter, rig().place(), card(1, "x")))
        .isInstanceOfSatisfying(
            Delivery.Later.class, later -> assertThat(later.after()).isPositive());
    assertThat(rig().shown()).isEmpty();
    shown(adapter, card(1, "x"));
  }

  @Test
  default void aMessageThatIsGoneIsToldApart() throws InterruptedException {
    var adapter = rig().adapter();
    var at = shown(adapter, card(1, "working"));
    assumeTrue(rig().delete(at), "nothing can be deleted here");

    assertThat(adapter.deliver(new Posting.Edit(at, card(2, "done"))))
        .isInstanceOf(Delivery.MessageGone.class);
  }

  @Test
  default void aPlaceThatIsGoneIsToldApart() throws InterruptedException {
    var adapter = rig().adapter();
    assumeTrue(rig().shutOut(), "nobody can shut us out here");

    assertThat(create(adapter, rig().place(), card(1, "x"))).isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  default void aPlaceNobodyKnowsIsNoException() throws InterruptedException {
    assumeTrue(rig().nowhere().isPresent(), "there is but one place here");
    assertThat(create(rig().adapter(), rig().nowhere().get(), card(1, "x")))
        .isInstanceOfAny(Delivery.PlaceGone.class, Delivery.Refused.class);
  }

  @Test
  default void aCreateCutOffIsUnknownAndNeverTriedAgainByItself() throws InterruptedException {
    var adapter = rig().adapter();
    // On a connection that worked before: that is where HTTP clients like to try again in silence.
    shown(adapter, card(1, "before"));
    cause(Trouble.CUT_AFTER);

    assertThat(create(adapter, rig().place(), card(1, "x"))).isInstanceOf(Delivery.Unknown.class);
    assertThat(rig().shown()).hasSize(2);

    shown(adapter, card(1, "between"));
    cause(Trouble.CUT_BEFORE);
    assertThat(create(adapter, rig().place(), card(1, "y"))).isInstanceOf(Delivery.Unknown.class);
    assertThat(rig().shown()).hasSize(3);
  }

  @Test
  default void whereCreatesAreSafeAskingAgainMakesNoTwin() throws InterruptedException {
    var adapter = rig().adapter();
    assumeTrue(adapter.traits().can(Traits.Feature.SAFE_CREATES), "a create can make a twin here");
    cause(Trouble.CUT_AFTER);
    assertThat(create(adapter, rig().place(), card(1, "x"))).isInstanceOf(Delivery.Unknown.class);

    var at = shown(adapter, card(1, "x"));
    assertThat(rig().shown()).hasSize(1);
    assertThat(rig().shown(at)).isPresent();
  }

  @Test
  default void anEditCutOffIsSimplyAskedForAgain() throws InterruptedException {
    var adapter = rig().adapter();
    var at = shown(adapter, card(1, "working"));
    var edit = new Posting.Edit(at, card(2, "done"));
    cause(Trouble.CUT_AFTER);

    assertThat(adapter.deliver(edit)).isInstanceOf(Delivery.Later.class);
    assertThat(adapter.deliver(edit)).isEqualTo(new Delivery.Shown(at));
  }

  @Test
  default void aPlatformInTroubleIsAskedAgainLater() throws InterruptedException {
    var adapter = rig().adapter();
    cause(Trouble.SERVER_ERROR);

    assertThat(create(adapter, rig().place(), card(1, "x"))).isInstanceOf(Delivery.Later.class);
    assertThat(rig().shown()).isEmpty();
  }

  @Test
  default void whatCannotBeSentIsAskedForLater() throws InterruptedException {
    var adapter = rig().adapter();
    cause(Trouble.UNREACHABLE);

    assertThat(create(adapter, rig().place(), card(1, "x"))).isInstanceOf(Delivery.Later.class);
  }

  // The way in.

  @Test
  default void happeningsComeInOrderAndOnceEach() {
    var door = new RecordingDoor();
    var words = IntStream.range(0, 250).mapToObj(i -> "word number " + i).toList();
    try (var _ = rig().listen(rig().adapter(), door)) {
      door.awaitConnected();
      words.forEach(rig()::say);
      door.awaitTaken(words.size());
      rig().awaitAcknowledged();

      assertThat(door.said()).isEqualTo(words);
      assertThat(door.taken()).extracting(Inbound::sourceId).doesNotHaveDuplicates();
      assertThat(door.taken()).extracting(Inbound::place).containsOnly(rig().place());
      assertThat(door.taken())
          .allSatisfy(each -> assertThat(((Inbound.Said) each).age().isNegative()).isFalse());
    }
  }

  @Test
  default void whatTheDoorRefusesIsNotAcknowledgedAndComesAgain() {
    var door = new RecordingDoor();
    try (var _ = rig().listen(rig().adapter(), door)) {
      door.awaitConnected();
      door.refuseNext(3);
      rig().say("first of two");
      rig().say("second of two");
      door.awaitTaken(2);

      assertThat(door.refused()).hasSize(3);
      assertThat(door.refused())
          .extracting(Inbound::sourceId)
          .containsOnly(door.taken().getFirst().sourceId());
      assertThat(door.said()).containsExactly("first of two", "second of two");
      rig().awaitAcknowledged();
    }
  }

  @Test
  default void whatWasNotTakenComesAgainAfterARestartUnderTheSameName() {
    assumeTrue(rig().keeps(), "this channel keeps nothing for us");
    var before = new RecordingDoor();
    before.refuseNext(Integer.MAX_VALUE);
    try (var _ = rig().listen(rig().adapter(), before)) {
      before.awaitConnected();
      rig().say("said before the crash");
      before.awaitRefused(1);
    }

    var after = new RecordingDoor();
    try (var _ = rig().listen(rig().adapter(), after)) {
      assertThat(after.awaitSaid("said before the crash").sourceId())
          .isEqualTo(before.refused().getFirst().sourceId());
      rig().awaitAcknowledged();
    }
  }

  @Test
  default void anEditedMessageIsNeverSaidAgain() {
    var door = new RecordingDoor();
    try (var _ = rig().listen(rig().adapter(), door)) {
      door.awaitConnected();
      rig().say("harmless words");
      var said = door.awaitSaid("harmless words");
      assumeTrue(rig().editLast("rm -rf everything"), "nothing can be edited here");

      assertThat(door.await(Inbound.Edited.class).message()).isEqualTo(said.message());
      assertThat(door.said()).containsExactly("harmless words");
    }
  }

  @ParameterizedTest
  @EnumSource
  default void whatMustNotCommandIsMarked(Mark mark) {
    var door = new RecordingDoor();
    try (var _ = rig().listen(rig().adapter(), door)) {
      door.awaitConnected();
      rig().say("by a person");
      assertThat(door.awaitSaid("by a person").marks()).isEqualTo(Set.of());
      assumeTrue(rig().sayMarked(mark, "by who knows whom"), "this channel has no such senders");

      assertThat(door.awaitSaid("by who knows whom").marks()).contains(mark);
    }
  }

  @Test
  default void aPersonsFileIsBroughtWhole() throws InterruptedException, IOException {
    var adapter = rig().adapter();
    var door = new RecordingDoor();
    var bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    try (var _ = rig().listen(adapter, door)) {
      door.awaitConnected();
      assumeTrue(rig().sendFile("page.bin", bytes), "nobody can send files here");
      var said = door.await(Inbound.Said.class, each -> !each.files().isEmpty());
      var file = said.files().getFirst();
      assertThat(file.name()).isEqualTo("page.bin");

      var into = rig().directory().resolve("here");
      var fetch = new Posting.Fetch(said.place(), file, into);
      assertThat(adapter.deliver(fetch)).isEqualTo(new Delivery.Saved(into, bytes.length));
      assertThat(Files.readAllBytes(into)).isEqualTo(bytes);
      try (var left = Files.list(rig().directory())) {
        assertThat(left).containsExactly(into);
      }
    }
  }

  @Test
  default void tenThousandBrokenPayloadsNeitherThrowNorStickNorHideAGoodOne() {
    var samples = rig().samplePayloads();
    assumeFalse(samples.isEmpty(), "happenings are no data here");
    long seed = Long.getLong("nightdesk.seed", 20_261_101L);
    System.out.println("payload seed " + seed + " (-Dnightdesk.seed=" + seed + ")");
    var mutation = new Mutation(seed);
    var door = new RecordingDoor();
    try (var listening = rig().listen(rig().adapter(), door)) {
      door.awaitConnected();
      for (int i = 0; i < 10_000; i++) {
        rig().pushPayload(mutation.of(samples.get(i % samples.size())));
      }
      rig().say("still there?");
      door.awaitSaid("still there?");
      rig().awaitAcknowledged();

      assertThat(listening.isAlive()).isTrue();
      assertThat(door.taken()).extracting(Inbound::sourceId).doesNotHaveDuplicates();
      System.out.println("of 10000 broken payloads: " + Census.of(door.taken()));
    }
  }

  // The end.

  @Test
  default void closingEndsListeningAndIsHarmlessTwice() {
    assumeTrue(rig().endsByItself(), "the input ends from outside here");
    var adapter = rig().adapter();
    var door = new RecordingDoor();
    var listening = rig().listen(adapter, door);
    door.awaitConnected();

    listening.close();
    adapter.close();
    assertThat(listening.isAlive()).isFalse();
  }

  @Test
  default void anInterruptEndsListening() {
    assumeTrue(rig().endsByItself(), "the input ends from outside here");
    var door = new RecordingDoor();
    var listening = rig().listen(rig().adapter(), door);
    door.awaitConnected();

    listening.interrupt();
    assertThat(listening.isAlive()).isFalse();
  }

  @Test
  default void anAdapterSaysWhatItCanDo() {
    var adapter = rig().adapter();

    assertThat(adapter.id()).isEqualTo(rig().place().channel());
    assertThat(adapter.traits().maxText()).isPositive();
    assertThat(adapter.traits().rate()).isNotNull();
  }
}
