package dev.nightdesk.tests.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.tests.twin.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The way out, as only Slack has it.
class SlackDeliverTest {
  /// For where a file was shared.
  private static final int LOOKS = 3;

  private static final Place OPS = Place.chat(SlackRig.CHANNEL, "C0OPS");

  private final SlackRig rig = new SlackRig();
  private final SlackTwin twin = rig.twin;
  private final SlackChannel ops = twin.channel("C0OPS", "ops");
  private final SlackPerson ana = rig.ana.in(ops);
  private final ChannelAdapter adapter = rig.adapter();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Place thread(String root) {
    return new Place(SlackRig.CHANNEL, "C0OPS", root);
  }

  private Delivery create(Place at, String text, boolean again) throws InterruptedException {
    return adapter.deliver(
        new Posting.Create(at, Cards.card(text), Cards.NONCE, true, null, Set.of(), again));
  }

  private MessageRef shown(Posting posting) throws InterruptedException {
    var delivery = adapter.deliver(posting);
    assertThat(delivery).isInstanceOf(Delivery.Shown.class);
    return ((Delivery.Shown) delivery).at();
  }

  private Posting.Create ringing(Place at, boolean silent) {
    return new Posting.Create(
        at, Cards.card("it asks"), Cards.NONCE, silent, null, Set.of("U0ANA"), false);
  }

  @Test
  void whomItIsForIsNamedOnceAndStaysNamed() throws InterruptedException {
    var at = shown(ringing(OPS, false));
    assertThat(ops.message(at.message()))
        .get()
        .extracting(ShownMessage::pinged)
        .isEqualTo(Set.of("U0ANA"));
    adapter.deliver(new Posting.Edit(at, Cards.card("it was answered")));

    var now = ops.message(at.message()).orElseThrow();
    assertThat(now.mentions()).containsExactly("U0ANA");
    assertThat(now.text()).contains("it was answered");
    assertThat(now.notification()).startsWith("<@U0ANA> ");
  }

  @Test
  void whomItIsForStaysNamedAfterARestart() throws InterruptedException {
    var root = ana.say("root");
    for (var place : List.of(OPS, thread(root))) {
      var at = shown(ringing(place, false));
      rig.adapter().deliver(new Posting.Edit(at, Cards.card("it was answered")));

      var now = ops.message(at.message()).orElseThrow();
      assertThat(now.mentions()).containsExactly("U0ANA");
      assertThat(now.text()).contains("it was answered");
    }
  }

  @Test
  void nobodyIsNamedInSilenceOrInPrivate() throws InterruptedException {
    var silent = shown(ringing(OPS, true));
    var direct = shown(ringing(rig.place(), false));

    assertThat(ops.message(silent.message()).orElseThrow().mentions()).isEmpty();
    assertThat(rig.ana.channel().message(direct.message()).orElseThrow().mentions()).isEmpty();
  }

  @Test
  void textIsTextWhateverItHolds() throws InterruptedException {
    var words = "<@U0ANA> *bold* <!here> & @channel http://example.org";
    var at = shown(new Posting.Create(OPS, Cards.card(words), Cards.NONCE, true, null));

    var seen = ops.message(at.message()).orElseThrow();
    assertThat(seen.text()).contains(words);
    assertThat(seen.mentions()).isEmpty();
    assertThat(twin.lastCall("chat.postMessage").path("unfurl_links").asText()).isEqualTo("0");
    assertThat(twin.oddities()).isEmpty();
  }

  @Test
  void allButtonsOfTheLongestCardFit() throws InterruptedException {
    var buttons =
        IntStream.range(0, 25)
            .mapToObj(i -> new Button("t" + i, "x".repeat(Button.MAX_LABEL), Button.Style.STOP))
            .toList();
    var card =
        new Card(
            Cards.card("x").id(),
            1,
            Cards.card("x").tone(),
            List.of(new Block.Code("diff", "long\n".repeat(10_000))),
            buttons);
    var at = shown(new Posting.Create(OPS, card, Cards.NONCE, true, null));

    assertThat(ops.message(at.message()).orElseThrow().labels()).hasSize(25);
    assertThat(twin.calls("chat.postMessage")).isEqualTo(1);
  }

  @Test
  void whatWasCutOffIsFoundAgainAndNotSaidTwice() throws InterruptedException {
    var root = ana.say("root");
    for (var place : List.of(OPS, thread(root))) {
      twin.faults().next("chat.postMessage", new Fault.CutAfter());
      assertThat(create(place, "once", false)).isInstanceOf(Delivery.Unknown.class);
      int before = ops.fromBot().size();

      var again = create(place, "once", true);
      assertThat(again).isInstanceOf(Delivery.Shown.class);
      assertThat(((Delivery.Shown) again).at().place()).isEqualTo(place);
      assertThat(ops.fromBot()).hasSize(before);
      assertThat(ops.message(((Delivery.Shown) again).at().message())).isPresent();
    }
    assertThat(ops.fromBot()).hasSize(2);
  }

  @Test
  void whatNeverArrivedIsSaidNow() throws InterruptedException {
    twin.faults().next("chat.postMessage", new Fault.CutBefore());
    assertThat(create(OPS, "once", false)).isInstanceOf(Delivery.Unknown.class);
    var other = new Posting.Create(OPS, Cards.card("other"), new Nonce("n-2"), true, null);
    adapter.deliver(other);

    assertThat(create(OPS, "once", true)).isInstanceOf(Delivery.Shown.class);
    assertThat(ops.fromBot()).extracting(ShownMessage::text).containsExactly("other", "once");
  }

  @Test
  void aLookThatIsAskedToWaitSaysNothingYet() throws InterruptedException {
    twin.faults().next("conversations.history", new SlackFault.TooMany(7));

    assertThat(create(OPS, "once", true))
        .isInstanceOfSatisfying(
            Delivery.Later.class, it -> assertThat(it.after()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(ops.fromBot()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format"})
  void refusedBlocksAreSentAsPlainText(String error) throws InterruptedException {
    twin.faults().next("chat.postMessage", new SlackFault.Refuse(error));
    var created = create(OPS, "the <words> matter", false);
    assertThat(created).isInstanceOf(Delivery.Shown.class);
    assertThat(ops.fromBot().getLast().text()).contains("the <words> matter");

    twin.faults().next("chat.update", new SlackFault.Refuse(error));
    var at = ((Delivery.Shown) created).at();
    assertThat(adapter.deliver(new Posting.Edit(at, Cards.card("now others")))).isEqualTo(created);
    assertThat(ops.fromBot().getLast().text()).contains("now others");
  }

  @Test
  void anArchivedChannelIsGone() throws InterruptedException {
    ops.archive();

    assertThat(create(OPS, "x", false)).isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  void anAnswerThatCannotBeReadIsUnknown() throws InterruptedException {
    twin.faults().next("chat.postMessage", new Fault.Nonsense("<html>"));
    assertThat(create(OPS, "x", false)).isInstanceOf(Delivery.Unknown.class);
    twin.faults().next("chat.postMessage", new Fault.CutInAnswer());
    assertThat(create(OPS, "x", false)).isInstanceOf(Delivery.Unknown.class);
    twin.faults().next("chat.postMessage", new Fault.ProxyPageAfter(504));
    assertThat(create(OPS, "x", false)).isInstanceOf(Delivery.Unknown.class);
    twin.faults().next("chat.postMessage", new Fault.Slow(Duration.ofSeconds(4)));
    assertThat(create(OPS, "x", false)).isInstanceOf(Delivery.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"service_unavailable", "invalid_auth", "ratelimited"})
  void aServerInTroubleIsAskedLater(String error) throws InterruptedException {
    twin.faults().next("chat.postMessage", new SlackFault.Refuse(error));

    assertThat(create(OPS, "x", false)).isInstanceOf(Delivery.Later.class);
  }

  /// Part of it may have come about; an edit is simply made again.
  @ParameterizedTest
  @ValueSource(strings = {"fatal_error", "internal_error", "request_timeout"})
  void aServerThatGaveUpHalfwayMayHaveShownIt(String error) throws InterruptedException {
    twin.faults().next("chat.postMessage", new SlackFault.Refuse(error));
    assertThat(create(OPS, "x", false)).isInstanceOf(Delivery.Unknown.class);

    var at = shown(new Posting.Create(OPS, Cards.card("card"), Cards.NONCE, true, null));
    twin.faults().next("chat.update", new SlackFault.Refuse(error));
    assertThat(adapter.deliver(new Posting.Edit(at, Cards.card("next"))))
        .isInstanceOf(Delivery.Later.class);
  }

  @Test
  void aThreadHangsUnderItsMessageWithoutACall() throws InterruptedException {
    var root = shown(new Posting.Create(OPS, Cards.card("card"), Cards.NONCE, true, null));
    var opened = adapter.deliver(new Posting.OpenThread(OPS, root, "title", Cards.NONCE));
    assertThat(opened).isEqualTo(new Delivery.Moved(thread(root.message())));

    var inside = thread(root.message());
    var reply =
        shown(new Posting.Create(inside, Cards.card("reply"), new Nonce("n-2"), true, null));
    assertThat(adapter.deliver(new Posting.OpenThread(inside, reply, "title", Cards.NONCE)))
        .isEqualTo(new Delivery.Moved(inside));
    assertThat(adapter.deliver(new Posting.OpenThread(OPS, null, "title", Cards.NONCE)))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(twin.callsByMethod()).containsOnlyKeys("chat.postMessage");
  }

  @Test
  void aWhisperIsForOneAloneAndAnEmptyOneForNobody() throws InterruptedException {
    var root = ana.say("root");
    adapter.deliver(new Posting.Whisper(thread(root), "U0ANA", "just <you>"));
    adapter.deliver(new Posting.Whisper(thread(root), "U0ANA", ""));

    assertThat(ops.whispers())
        .singleElement()
        .satisfies(whisper -> {
          assertThat(whisper.text()).isEqualTo("just <you>");
          assertThat(whisper.thread()).isEqualTo(root);
          assertThat(whisper.onlyFor()).isEqualTo("U0ANA");
        });
    assertThat(adapter.deliver(new Posting.Whisper(OPS, "U0NOBODY", "?")))
        .isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aReceiptIsASignAndHarmlessTwice() throws InterruptedException {
    var receipt = new Posting.Receipt(new MessageRef(OPS, ana.say("do it")));
    assertThat(adapter.deliver(receipt)).isEqualTo(new Delivery.Done());
    assertThat(adapter.deliver(receipt)).isEqualTo(new Delivery.Done());

    assertThat(ops.message(receipt.message().message()).orElseThrow().reactions())
        .containsExactly("eyes");
    assertThat(adapter.deliver(new Posting.Receipt(new MessageRef(OPS, "/trigger"))))
        .isEqualTo(new Delivery.Done());
  }

  @Test
  void workIsShownInThreadsUntilItIsRefused() throws InterruptedException {
    var root = ana.say("root");
    adapter.deliver(new Posting.Typing(thread(root)));
    assertThat(ops.status(root)).isEqualTo("is working…");

    twin.faults().next("assistant.threads.setStatus", new SlackFault.Refuse("missing_scope"));
    adapter.deliver(new Posting.Typing(thread(root)));
    int calls = twin.calls("assistant.threads.setStatus");
    assertThat(adapter.deliver(new Posting.Typing(thread(ana.say("other")))))
        .isEqualTo(new Delivery.Done());
    assertThat(twin.calls("assistant.threads.setStatus")).isEqualTo(calls);
  }

  private Posting.Upload upload(String text) throws InterruptedException {
    try {
      var file = Files.writeString(rig.directory().resolve("file"), text);
      return new Posting.Upload(
          thread(ana.say("root")), file, "a.diff", "see <this>", Cards.NONCE, true, null);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileGoesIntoItsThreadWithItsCaption() throws InterruptedException {
    twin.hideShares(1);
    var upload = upload("bytes");
    var at = shown(upload);

    var seen = ops.message(at.message()).orElseThrow();
    assertThat(at.place()).isEqualTo(upload.at());
    assertThat(seen.thread()).isEqualTo(upload.at().thread());
    assertThat(seen.text()).contains("see <this>");
    assertThat(seen.files().getFirst().bytes().utf8()).isEqualTo("bytes");
  }

  @Test
  void onlyTheLastStepOfAnUploadCanBeUnknown() throws InterruptedException {
    var upload = upload("bytes");
    twin.faults().next("files.getUploadURLExternal", new Fault.CutAfter());
    assertThat(adapter.deliver(upload)).isInstanceOf(Delivery.Later.class);
    twin.faults().next("upload", new Fault.CutAfter());
    assertThat(adapter.deliver(upload)).isInstanceOf(Delivery.Later.class);
    twin.faults().next("files.completeUploadExternal", new Fault.CutBefore());
    assertThat(adapter.deliver(upload)).isInstanceOf(Delivery.Unknown.class);
    assertThat(ops.fromBot()).isEmpty();
    assertThat(twin.calls("files.info")).isEqualTo(LOOKS);
    assertThat(adapter.deliver(upload(""))).isInstanceOf(Delivery.Refused.class);
  }

  private static Stream<Fault> afterWhichItIsShared() {
    return Stream.of(
        new Fault.CutAfter(),
        new Fault.CutInAnswer(),
        new Fault.ProxyPageAfter(502),
        new Fault.ProxyPageAfter(504));
  }

  @ParameterizedTest
  @MethodSource("afterWhichItIsShared")
  void aFileWhoseShareWasCutOffIsFoundAndNotSentTwice(Fault fault) throws InterruptedException {
    twin.hideShares(LOOKS - 1);
    twin.faults().next("files.completeUploadExternal", fault);
    var upload = upload("bytes");
    var at = shown(upload);

    assertThat(at.place()).isEqualTo(upload.at());
    assertThat(ops.fromBot()).extracting(ShownMessage::ts).containsExactly(at.message());
    assertThat(twin.calls("files.info")).isEqualTo(LOOKS);
  }

  @Test
  void aLookThatFailsIsNotTheLast() throws InterruptedException {
    twin.faults().next("files.completeUploadExternal", new Fault.CutAfter());
    twin.faults().next("files.info", LOOKS - 1, new Fault.CutBefore());

    var at = shown(upload("bytes"));
    assertThat(ops.fromBot()).extracting(ShownMessage::ts).containsExactly(at.message());
  }

  @Test
  void aFileThatNoLookFindsMayHaveBeenShared() throws InterruptedException {
    twin.hideShares(LOOKS);
    twin.faults().next("files.completeUploadExternal", new Fault.CutAfter());
    assertThat(adapter.deliver(upload("bytes"))).isInstanceOf(Delivery.Unknown.class);
    twin.faults().next("files.completeUploadExternal", new SlackFault.Refuse("fatal_error"));
    assertThat(adapter.deliver(upload("bytes"))).isInstanceOf(Delivery.Unknown.class);
    assertThat(twin.calls("files.info")).isEqualTo(2 * LOOKS);
  }

  @Test
  void whatSurelyWasNotSharedIsNotLookedFor() throws InterruptedException {
    twin.faults().next("files.completeUploadExternal", new Fault.ProxyPage(503));
    assertThat(adapter.deliver(upload("bytes"))).isInstanceOf(Delivery.Later.class);
    twin.faults().next("files.completeUploadExternal", new SlackFault.Refuse("channel_not_found"));
    assertThat(adapter.deliver(upload("bytes"))).isInstanceOf(Delivery.PlaceGone.class);
    assertThat(twin.calls("files.info")).isZero();
  }

  private Delivery fetch(String handle, String type, long bytes) throws InterruptedException {
    var attachment = new Attachment(handle, "a.bin", type, bytes);
    return adapter.deliver(new Posting.Fetch(OPS, attachment, into()));
  }

  private Path into() {
    return rig.directory().resolve("here");
  }

  @Test
  void theTokenGoesNowhereElseAndASignInPageIsNoFile() throws InterruptedException {
    assertThat(fetch("https://files.example.org/a.bin", "text/plain", 3))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(fetch("https://files.slack.com/files-pri/a.bin", "text/plain", 3))
        .isInstanceOf(Delivery.Refused.class);
    var gone = twin.apiUrl().replace("/api/", "/files-pri/T0TWIN-F1/a.bin");
    assertThat(fetch(gone, "text/plain", 3)).isInstanceOf(Delivery.Refused.class);
    assertThat(fetch(gone, "text/plain", 1L << 40)).isInstanceOf(Delivery.Refused.class);
    assertThat(into()).doesNotExist();
  }
}
