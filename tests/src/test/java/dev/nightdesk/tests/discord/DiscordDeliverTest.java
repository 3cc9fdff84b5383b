package dev.nightdesk.tests.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes out, and what is made of Discord's answers.
class DiscordDeliverTest {
  /// So many of the newest messages are looked through.
  private static final int NEWEST = 50;

  private final DiscordRig rig = new DiscordRig();
  private final DiscordPerson ana = rig.ana.in(rig.general);
  private final Place general = DiscordRig.placeOf(rig.general);
  private final ChannelAdapter adapter = rig.adapter();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Posting.Create create(Place at, Card card, String nonce) {
    return new Posting.Create(at, card, new Nonce(nonce), true, null);
  }

  private MessageRef shown(Place at, String text) throws InterruptedException {
    var delivery = adapter.deliver(create(at, Cards.card(text), "n" + text.hashCode()));
    assertThat(delivery).isInstanceOf(Delivery.Shown.class);
    return ((Delivery.Shown) delivery).at();
  }

  private ShownMessage seen(MessageRef at) {
    return rig.general.message(Long.parseLong(at.message())).orElseThrow();
  }

  private Place threadOn(MessageRef at) throws InterruptedException {
    var open = new Posting.OpenThread(general, at, "7c5d fix the build", new Nonce("t"));
    var delivery = adapter.deliver(open);
    assertThat(delivery).isInstanceOf(Delivery.Moved.class);
    return ((Delivery.Moved) delivery).to();
  }

  @Test
  void aCardIsAnEmbedWithItsMoodAtTheEdge() throws InterruptedException {
    var at = shown(general, "working");

    var message = seen(at);
    assertThat(message.content()).isEmpty();
    assertThat(message.embeds()).hasSize(1);
    assertThat(message.embeds().getFirst().color()).isEqualTo(0x3498DB);
    assertThat(message.silent()).isTrue();
    assertThat(message.pings()).isEmpty();
  }

  @Test
  void whatRingsNamesWhomItIsForAndAnEditRingsNobody() throws InterruptedException {
    var card =
        Cards.of(
            List.of(new Block.Title("Allow *this* @everyone?"), new Block.Text("<@222> rm")),
            List.of());
    var ringing =
        new Posting.Create(general, card, new Nonce("n"), false, null, Set.of("111"), false);
    var at = ((Delivery.Shown) adapter.deliver(ringing)).at();

    assertThat(seen(at).silent()).isFalse();
    assertThat(seen(at).pings()).containsExactly(111L);
    assertThat(seen(at).pingsEveryone()).isFalse();
    assertThat(seen(at).content()).startsWith("<@111> ");
    assertThat(seen(at).text()).contains("Allow *this*");

    assertThat(adapter.deliver(new Posting.Edit(at, Cards.card("done"))))
        .isEqualTo(new Delivery.Shown(at));
    assertThat(seen(at).pings()).isEmpty();
    assertThat(seen(at).content()).isEmpty();
    assertThat(seen(at).text()).isEqualTo("done");
  }

  @Test
  void aReplyShowsWhatItAnswersWhenThatIsThere() throws InterruptedException {
    long asked = ana.say("do it");
    assertThat(answered(new MessageRef(general, String.valueOf(asked)))).isEqualTo(asked);
    assertThat(answered(new MessageRef(general, Inbound.NO_MESSAGE + "77"))).isNull();
    assertThat(answered(new MessageRef(rig.place(), String.valueOf(asked)))).isNull();
    ana.delete(asked);
    assertThat(answered(new MessageRef(general, String.valueOf(asked)))).isNull();
  }

  private @Nullable Long answered(MessageRef to) throws InterruptedException {
    var nonce = new Nonce("n" + rig.general.messages().size());
    var delivery =
        adapter.deliver(new Posting.Create(general, Cards.card("done"), nonce, true, to));
    return seen(((Delivery.Shown) delivery).at()).replyTo();
  }

  @Test
  void theServersOwnWaitIsObeyedAndNothingIsHeld() throws InterruptedException {
    rig.twin.faults().next("createMessage", new DiscordFault.TooMany(17, true));

    assertThat(adapter.deliver(create(general, Cards.card("x"), "n")))
        .isInstanceOfSatisfying(
            Delivery.Later.class,
            later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(17)));
    assertThat(rig.twin.calls("createMessage")).isEqualTo(1);
    shown(rig.place(), "elsewhere");
  }

  @Test
  void anAnswerThatIsNoneLeavesACreateUnknownAndTheSameNonceMakesNoTwin()
      throws InterruptedException {
    var create = create(general, Cards.card("x"), "same");
    rig.twin.faults().next("createMessage", new Fault.CutInAnswer());
    assertThat(adapter.deliver(create)).isInstanceOf(Delivery.Unknown.class);
    rig.twin.faults().next("createMessage", new Fault.Nonsense("{broken"));
    assertThat(adapter.deliver(create)).isInstanceOf(Delivery.Unknown.class);

    assertThat(adapter.deliver(create)).isInstanceOf(Delivery.Shown.class);
    assertThat(rig.general.messages()).hasSize(1);
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForForEver() throws InterruptedException {
    var gate = new Gate();
    rig.twin.faults().next("createMessage", new Fault.HoldBefore(gate));
    var impatient = rig.adapter(rig.settings(true), Timings.IMPATIENT);

    assertThat(impatient.deliver(create(general, Cards.card("x"), "n")))
        .isInstanceOf(Delivery.Unknown.class);
    gate.open();
  }

  @Test
  void looksThatAreRefusedAreGivenUpForTheWords() throws InterruptedException {
    rig.twin
        .faults()
        .next("createMessage", new DiscordFault.Refuse(400, 50035, "Invalid Form Body"));
    var at = shown(general, "words");
    assertThat(seen(at).embeds()).isEmpty();
    assertThat(seen(at).text()).isEqualTo("words");

    rig.twin
        .faults()
        .next("createMessage", 2, new DiscordFault.Refuse(400, 50035, "Invalid Form Body"));
    assertThat(adapter.deliver(create(general, Cards.card("other"), "n")))
        .isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aPlaceCanBeGoneInManyWays() throws InterruptedException {
    rig.general.mute();
    assertThat(adapter.deliver(create(general, Cards.card("x"), "n")))
        .isInstanceOf(Delivery.PlaceGone.class);
    rig.general.shutOutUnseen();
    assertThat(adapter.deliver(new Posting.Typing(general))).isInstanceOf(Delivery.PlaceGone.class);
    rig.general.delete();
    assertThat(adapter.deliver(create(general, Cards.card("x"), "n")))
        .isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  void aThreadHangsUnderItsCardAndIsTheSameWhenAskedForTwice() throws InterruptedException {
    var at = shown(general, "session");
    rig.twin.faults().next("startThread", new Fault.CutAfter());
    assertThat(adapter.deliver(new Posting.OpenThread(general, at, "fix", new Nonce("t"))))
        .isInstanceOf(Delivery.Later.class);

    var thread = threadOn(at);
    assertThat(thread).isEqualTo(new Place(DiscordRig.CHANNEL, general.chat(), at.message()));
    assertThat(rig.general.threads()).hasSize(1);
    assertThat(shown(thread, "in it").place()).isEqualTo(thread);
    assertThat(rig.general.threads().getFirst().messages()).hasSize(1);
  }

  @Test
  void privateTalksAndThreadsHaveNoThreads() throws InterruptedException {
    var door = new RecordingDoor();
    try (var _ = Listening.start(adapter, door)) {
      door.awaitConnected();
      rig.ana.say("hello");
      var said = door.awaitSaid("hello");
      var open = new Posting.OpenThread(rig.place(), said.message(), "t", new Nonce("t"));
      assertThat(adapter.deliver(open)).isInstanceOf(Delivery.Refused.class);
      assertThat(rig.twin.calls("startThread")).isZero();

      var inThread = new Place(DiscordRig.CHANNEL, general.chat(), "77");
      var again = new Posting.OpenThread(inThread, said.message(), "t", new Nonce("t"));
      assertThat(adapter.deliver(again)).isInstanceOf(Delivery.Refused.class);
    }
  }

  @Test
  void aRightThatIsMissingForThreadsSaysNothingAboutWords() throws InterruptedException {
    var at = shown(general, "session");
    rig.general.takeThreadRights();

    assertThat(adapter.deliver(new Posting.OpenThread(general, at, "t", new Nonce("t"))))
        .isInstanceOf(Delivery.Refused.class);
    shown(general, "still here");
  }

  @Test
  void anArchivedThreadIsBroughtBackAndALockedOneIsGone() throws InterruptedException {
    var place = threadOn(shown(general, "session"));
    var thread = rig.general.threads().getFirst();
    thread.archive();
    shown(place, "back again");
    assertThat(thread.isArchived()).isFalse();

    thread.lock();
    assertThat(adapter.deliver(create(place, Cards.card("x"), "n")))
        .isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  void aReceiptIsASignOnAMessageAndHarmlessTwice() throws InterruptedException {
    long said = ana.say("do it");
    var receipt = new Posting.Receipt(new MessageRef(general, String.valueOf(said)));
    assertThat(adapter.deliver(receipt)).isEqualTo(new Delivery.Done());
    assertThat(adapter.deliver(receipt)).isEqualTo(new Delivery.Done());
    assertThat(rig.general.message(said).orElseThrow().reactions()).containsExactly("👀");

    var command = new Posting.Receipt(new MessageRef(general, Inbound.NO_MESSAGE + "77"));
    assertThat(adapter.deliver(command)).isEqualTo(new Delivery.Done());
    assertThat(rig.twin.calls("react")).isEqualTo(2);
  }

  @Test
  void anUploadHasBoundsAndItsCaptionIsLiteral() throws InterruptedException, IOException {
    var file = Files.write(rig.directory().resolve("f"), new byte[1000]);
    var upload =
        new Posting.Upload(general, file, "a.diff", "*all* of it", new Nonce("u"), true, null);
    var at = ((Delivery.Shown) adapter.deliver(upload)).at();
    assertThat(seen(at).text()).isEqualTo("*all* of it\na.diff");
    assertThat(adapter.deliver(upload)).isEqualTo(new Delivery.Shown(at));
    assertThat(rig.general.messages()).hasSize(1);

    Files.write(file, new byte[10 * 1024 * 1024 + 1]);
    assertThat(adapter.deliver(upload)).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aFileIsOnlyFetchedFromWhereDiscordKeepsFiles() throws InterruptedException {
    long said = ana.sendFile("page.txt", ByteString.encodeUtf8("text"), "");
    var elsewhere = new Attachment("501/" + said + "/77", "x", "text/plain", 4);
    var into = rig.directory().resolve("here");
    assertThat(adapter.deliver(new Posting.Fetch(general, elsewhere, into)))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(adapter.deliver(new Posting.Fetch(general, handle("../x"), into)))
        .isInstanceOf(Delivery.Refused.class);

    rig.twin
        .faults()
        .next(
            "getMessage",
            new Fault.Nonsense(
                """
                {"id":"5","attachments":[{"id":"77","url":"http://169.254.169.254/secret"}]}\
                """));
    assertThat(adapter.deliver(new Posting.Fetch(general, handle("501/5/77"), into)))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(into).doesNotExist();
  }

  private static Attachment handle(String file) {
    return new Attachment(file, "x", "text/plain", 4);
  }

  @Test
  void moreButtonsThanOneRowAreLaidOutInRows() throws InterruptedException {
    var buttons = new Button[20];
    for (int i = 0; i < buttons.length; i++) {
      buttons[i] = Cards.button("t" + i, "b" + i);
    }
    var delivery = adapter.deliver(create(general, Cards.card("many", buttons), "n"));

    var rows = seen(((Delivery.Shown) delivery).at()).rows();
    assertThat(rows).extracting(List::size).containsExactly(5, 5, 5, 5);
  }

  @Test
  void aCardWithButtonsThatMayStandThereIsLookedForFirst() throws InterruptedException {
    var clock = new MovingClock();
    try (var later = DiscordTwin.start(clock)) {
      var place = DiscordRig.placeOf(later.guild(500, "forge").text(501, "general"));
      var deliver = rig.adapter(DiscordRig.settings(later, false), Timings.QUICK);
      var card = Cards.card("may I?", Cards.button("t1", "Allow"));
      later.faults().next("createMessage", new Fault.CutAfter());
      assertThat(deliver.deliver(create(place, card, "n"))).isInstanceOf(Delivery.Unknown.class);
      // So much later the nonce is forgotten.
      clock.pass(Duration.ofHours(1));
      for (int i = 1; i < NEWEST; i++) {
        deliver.deliver(create(place, Cards.card("between"), "b" + i));
      }

      var again = new Posting.Create(place, card, new Nonce("n"), true, null, Set.of(), true);
      var first = later.channel(501).messages().getFirst();
      assertThat(deliver.deliver(again))
          .isEqualTo(new Delivery.Shown(new MessageRef(place, String.valueOf(first.id()))));
      assertThat(later.channel(501).messages()).hasSize(NEWEST);

      deliver.deliver(create(place, Cards.card("one more"), "b"));
      assertThat(deliver.deliver(again))
          .isNotEqualTo(new Delivery.Shown(new MessageRef(place, String.valueOf(first.id()))));
    }
  }
}
