package dev.nightdesk.tests.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.tests.telegram.ShownMessage.ShownButton;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The way out, as only Telegram has it.
class TelegramDeliverTest {
  private final TelegramRig rig = new TelegramRig();
  private final TelegramTwin twin = rig.twin;
  private final TwinChat chat = rig.ana.chat();
  private final ChannelAdapter adapter = rig.adapter();

  @AfterEach
  void close() {
    rig.close();
  }

  private Delivery create(Card card) throws InterruptedException {
    return create(rig.place(), card, null);
  }

  private Delivery create(Place at, Card card, @Nullable MessageRef replyTo)
      throws InterruptedException {
    return adapter.deliver(new Posting.Create(at, card, Cards.NONCE, true, replyTo));
  }

  private MessageRef shown(Card card) throws InterruptedException {
    return ((Delivery.Shown) create(card)).at();
  }

  private MessageRef ref(long message) {
    return new MessageRef(rig.place(), String.valueOf(message));
  }

  @Test
  void aCardIsHtmlWithItsButtonsAndNoLinkPreview() throws InterruptedException {
    create(
        Cards.of(
            List.of(new Block.Title("a < b"), new Block.Code("bash", "rm -rf <dir>")),
            List.of(
                new Button("t1", "Allow once", Button.Style.GO),
                new Button("t2", "Deny", Button.Style.STOP),
                new Button(
                    "t3", "Always in this session, as the rule says", Button.Style.NEUTRAL))));

    var message = chat.fromBot().getFirst();
    assertThat(message.text()).contains("a < b", "rm -rf <dir>");
    assertThat(message.html()).contains("a &lt; b", "<pre>");
    assertThat(message.rows())
        .containsExactly(
            List.of(
                new ShownButton("Allow once", "t1", "success"),
                new ShownButton("Deny", "t2", "danger")),
            List.of(new ShownButton("Always in this session, as the rule says", "t3", "")));
    assertThat(twin.lastCall("sendMessage").at("/link_preview_options/is_disabled").asBoolean())
        .isTrue();
    assertThat(twin.oddities()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyWhatShouldRingRings(boolean silent) throws InterruptedException {
    adapter.deliver(new Posting.Create(rig.place(), Cards.card("x"), Cards.NONCE, silent, null));

    assertThat(chat.fromBot().getFirst().silent()).isEqualTo(silent);
  }

  @Test
  void markupTheServerRefusesIsSentAsPlainWords() throws InterruptedException {
    var parseError =
        new TelegramFault.Refuse(400, "Bad Request: can't parse entities: Unclosed start tag");
    twin.faults().next("sendMessage", parseError);
    var at = shown(Cards.of(List.of(new Block.Title("a < b")), List.of()));
    assertThat(chat.fromBot()).singleElement().extracting(ShownMessage::html).isEqualTo("");
    assertThat(chat.fromBot().getFirst().text()).isEqualTo("a < b");

    twin.faults().next("editMessageText", parseError);
    var edit = new Posting.Edit(at, Cards.of(List.of(new Block.Title("c & d")), List.of()));
    assertThat(adapter.deliver(edit)).isEqualTo(new Delivery.Shown(at));
    assertThat(chat.fromBot().getFirst().text()).isEqualTo("c & d");
  }

  @Test
  void aReplyIsShownAsOneUnlessItsMessageIsGone() throws InterruptedException {
    long asked = rig.ana.say("do it");
    create(rig.place(), Cards.card("on it"), ref(asked));
    assertThat(chat.fromBot().getLast().replyTo()).isEqualTo(asked);

    chat.delete(asked);
    assertThat(create(rig.place(), Cards.card("done"), ref(asked)))
        .isInstanceOf(Delivery.Shown.class);
    assertThat(chat.fromBot().getLast().replyTo()).isNull();
  }

  @Test
  void anEditWithoutButtonsTakesThemAway() throws InterruptedException {
    var at = shown(Cards.card("may I?", "t", "Allow"));
    adapter.deliver(new Posting.Edit(at, Cards.card("may I?")));

    assertThat(chat.fromBot().getFirst().labels()).isEmpty();
  }

  @Test
  void aTopicIsOpenedWhereTheChatIsAForum() throws InterruptedException {
    twin.forum(-1_000_000_000_500L, "forge");
    var forge = Place.chat(TelegramRig.CHANNEL, "-1000000000500");
    var opened = adapter.deliver(new Posting.OpenThread(forge, null, "t".repeat(200), Cards.NONCE));

    assertThat(opened).isInstanceOf(Delivery.Moved.class);
    var topic = ((Delivery.Moved) opened).to();
    assertThat(topic.wholeChat()).isEqualTo(forge);
    assertThat(create(topic, Cards.card("in here"), null)).isInstanceOf(Delivery.Shown.class);
    assertThat(twin.chat(-1_000_000_000_500L).fromBot().getLast().thread())
        .isEqualTo(Long.parseLong(topic.thread()));
    assertThat(adapter.deliver(new Posting.OpenThread(rig.place(), null, "x", Cards.NONCE)))
        .isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aDeletedTopicIsThePlaceGone() throws InterruptedException {
    var forum = twin.forum(-1_000_000_000_500L, "forge");
    long thread = forum.openTopic("x");
    var topic = new Place(TelegramRig.CHANNEL, "-1000000000500", String.valueOf(thread));
    forum.deleteTopic(thread);

    assertThat(create(topic, Cards.card("x"), null)).isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  void aGroupThatMovedSaysWhere() throws InterruptedException {
    var club = twin.group(-5, "club");
    var moved = club.migrate();

    assertThat(create(Place.chat(TelegramRig.CHANNEL, "-5"), Cards.card("x"), null))
        .isEqualTo(new Delivery.Moved(Place.chat(TelegramRig.CHANNEL, String.valueOf(moved.id()))));
  }

  @Test
  void theServersOwnWaitIsPassedOn() throws InterruptedException {
    twin.faults().next("sendMessage", new TelegramFault.TooMany(37));

    assertThat(create(Cards.card("x")))
        .isInstanceOfSatisfying(
            Delivery.Later.class,
            later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(37)));
  }

  @Test
  void anAnswerThatDoesNotComeLeavesACreateUnknownAndAnEditForLater() throws InterruptedException {
    var at = shown(Cards.card("a"));
    var gate = new Gate();
    twin.faults().next("sendMessage", new Fault.HoldAfter(gate));
    twin.faults().next("editMessageText", new Fault.HoldAfter(gate));
    var impatient = rig.adapter(rig.settings(), Timings.IMPATIENT);

    assertThat(impatient.deliver(new Posting.Edit(at, Cards.card("b"))))
        .isInstanceOf(Delivery.Later.class);
    assertThat(
            impatient.deliver(
                new Posting.Create(rig.place(), Cards.card("c"), Cards.NONCE, true, null)))
        .isInstanceOf(Delivery.Unknown.class);
    gate.open();
    assertThat(chat.fromBot()).hasSize(2);
  }

  @Test
  void onlyAGatewaysTroubleOrABrokenAnswerLeavesACreateUnknown() throws InterruptedException {
    for (var fault :
        List.of(
            new Fault.ProxyPageAfter(502),
            new Fault.ProxyPageAfter(504),
            new Fault.CutInAnswer())) {
      twin.faults().next("sendMessage", fault);
      assertThat(create(Cards.card("x"))).as(fault.toString()).isInstanceOf(Delivery.Unknown.class);
    }
    assertThat(chat.fromBot()).hasSize(3);
    assertThat(twin.cutCreates()).isEqualTo(3);

    twin.faults().next("sendMessage", new Fault.ProxyPage(503));
    assertThat(create(Cards.card("x"))).isInstanceOf(Delivery.Later.class);
    twin.faults().next("sendMessage", new Fault.Nonsense("{\"ok\":true,\"result\":\"odd\"}"));
    assertThat(create(Cards.card("x"))).isInstanceOf(Delivery.Unknown.class);
    assertThat(chat.fromBot()).hasSize(3);
  }

  @Test
  void whatAProxySaysOfItselfIsNoRefusal() throws InterruptedException {
    for (var fault :
        List.of(
            new Fault.ProxyPage(302),
            new Fault.ProxyPage(407),
            new TelegramFault.Refuse(408, "Request Timeout"))) {
      twin.faults().next("sendMessage", fault);
      assertThat(create(Cards.card("x"))).as(fault.toString()).isInstanceOf(Delivery.Later.class);
    }
    assertThat(chat.fromBot()).isEmpty();

    twin.faults().next("sendMessage", new Fault.ProxyPage(413));
    assertThat(create(Cards.card("x"))).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aMessageWithContentTheLibraryDoesNotKnowCountsAsShown() throws InterruptedException {
    twin.faults()
        .next(
            "sendMessage",
            new Fault.Nonsense(
                "{\"ok\":true,\"result\":{\"message_id\":77,\"forward_origin\":{\"type\":\"new\"},"
                    + "\"chat\":\"odd\"}}"));

    assertThat(create(Cards.card("x"))).isEqualTo(new Delivery.Shown(ref(77)));
  }

  @Test
  void anOldPressIsAnsweredOrSaidToBeTooOld() throws InterruptedException {
    var at = shown(Cards.card("may I?", "t", "Allow"));
    var press = rig.ana.press(Long.parseLong(at.message()), "Allow");
    adapter.deliver(new Posting.Whisper(rig.place(), press, "w".repeat(300)));
    assertThat(twin.awaitAnswer(press).text()).hasSize(200).endsWith("…");

    twin.forgetPresses();
    assertThat(adapter.deliver(new Posting.Whisper(rig.place(), press, "")))
        .isEqualTo(new Delivery.Done());
    assertThat(adapter.deliver(new Posting.Whisper(rig.place(), press, "too late")))
        .isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aPressEndedWithoutWordsShowsNoWindow() throws InterruptedException {
    var at = shown(Cards.card("may I?", "t", "Allow"));
    var press = rig.ana.press(Long.parseLong(at.message()), "Allow");
    adapter.deliver(new Posting.Whisper(rig.place(), press, ""));

    assertThat(twin.awaitAnswer(press)).isEqualTo(new PressAnswer("", false));
  }

  @Test
  void typingIsShownWhereItIsSaid() throws InterruptedException {
    adapter.deliver(new Posting.Typing(rig.place()));

    assertThat(chat.typings()).isEqualTo(1);
  }

  @Test
  void aFileTooLargeForTelegramIsRefusedBeforeItIsSent() throws InterruptedException, IOException {
    var file = rig.directory().resolve("large");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(50L * 1024 * 1024 + 1);
    }
    assertThat(upload(file)).isInstanceOf(Delivery.Refused.class);
    assertThat(twin.calls("sendDocument")).isZero();
  }

  @Test
  void anEmptyFileIsRefusedByTheServer() throws InterruptedException, IOException {
    assertThat(upload(Files.createFile(rig.directory().resolve("empty"))))
        .isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aCaptionIsCutAtItsBound() throws InterruptedException, IOException {
    var file = Files.writeString(rig.directory().resolve("f"), "content");
    adapter.deliver(
        new Posting.Upload(rig.place(), file, "a.txt", "🦉".repeat(600), Cards.NONCE, false, null));

    var caption = chat.fromBot().getFirst().text();
    assertThat(caption.length()).isLessThanOrEqualTo(1024);
    assertThat(caption).endsWith("🦉…");
  }

  private Delivery upload(Path file) throws InterruptedException {
    return adapter.deliver(
        new Posting.Upload(rig.place(), file, file.toString(), "", Cards.NONCE, true, null));
  }

  @Test
  void aFileTheServerDoesNotHandOutIsRefused() throws InterruptedException {
    var into = rig.directory().resolve("in");
    var announced = new Attachment("f", "big", "x/y", 20L * 1024 * 1024 + 1);
    assertThat(adapter.deliver(new Posting.Fetch(rig.place(), announced, into)))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(twin.calls("getFile")).isZero();

    var lied = twin.store("big", ByteString.of(new byte[20 * 1024 * 1024 + 1]));
    assertThat(fetch(lied, into)).isInstanceOf(Delivery.Refused.class);
    assertThat(fetch("nobody's", into)).isInstanceOf(Delivery.Refused.class);
    assertThat(into).doesNotExist();
  }

  @Test
  void aFileThatBreaksOffIsFetchedAgainAndNeverHalf() throws InterruptedException, IOException {
    var into = rig.directory().resolve("in");
    var id = twin.store("f", ByteString.of(new byte[200_000]));
    twin.faults().next("file", new Fault.CutInAnswer());
    assertThat(fetch(id, into)).isInstanceOf(Delivery.Later.class);
    try (var left = Files.list(rig.directory())) {
      assertThat(left).isEmpty();
    }

    assertThat(fetch(id, into)).isEqualTo(new Delivery.Saved(into, 200_000));
  }

  private Delivery fetch(String id, Path into) throws InterruptedException {
    return adapter.deliver(
        new Posting.Fetch(rig.place(), new Attachment(id, "f", "x/y", -1), into));
  }

  @Test
  void anIdThatIsNoneOfTelegramsIsRefused() throws InterruptedException {
    var topic = new Place(TelegramRig.CHANNEL, "111", "not a number");

    assertThat(create(topic, Cards.card("x"), null)).isInstanceOf(Delivery.Refused.class);
    assertThat(adapter.deliver(new Posting.Edit(new MessageRef(rig.place(), "x"), Cards.card("x"))))
        .isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void nothingThatComesOutHoldsTheToken() throws InterruptedException {
    var at = shown(Cards.card("a"));
    var outcomes = new ArrayList<Delivery>();
    for (var fault :
        List.of(
            new Fault.CutBefore(),
            new Fault.ProxyPage(502),
            new TelegramFault.Refuse(404, "Not Found"),
            new Fault.Nonsense("nonsense"))) {
      twin.faults().next("editMessageText", fault);
      outcomes.add(adapter.deliver(new Posting.Edit(at, Cards.card("b"))));
    }
    twin.close();
    outcomes.add(adapter.deliver(new Posting.Edit(at, Cards.card("b"))));
    adapter.close();
    outcomes.add(adapter.deliver(new Posting.Edit(at, Cards.card("b"))));

    assertThat(outcomes).hasSize(6).allSatisfy(TelegramDeliverTest::isLaterWithoutToken);
  }

  private static void isLaterWithoutToken(Delivery delivery) {
    assertThat(delivery).isInstanceOf(Delivery.Later.class);
    assertThat(delivery.toString()).doesNotContain(TelegramTwin.TOKEN, "AAtwin", "127.0.0.1");
  }

  @Test
  void manyCanSpeakAtOnceWhileItListens() throws InterruptedException {
    var speakers = new ArrayList<Thread>();
    for (int i = 0; i < 50; i++) {
      var words = "speaker " + i;
      speakers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  create(Cards.card(words));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (var speaker : speakers) {
      speaker.join();
    }
    assertThat(chat.fromBot()).hasSize(50);
    assertThat(twin.creates()).hasSize(50);
  }
}
