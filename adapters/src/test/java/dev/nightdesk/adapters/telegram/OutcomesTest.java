package dev.nightdesk.adapters.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.http.CallFailed;
import java.io.EOFException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
  private static final Place PLACE = Place.chat(new ChannelId("telegram"), "-5");
  private static final Card CARD =
      new Card(new CardId(new UUID(0, 1)), 1, Tone.PLAIN, List.of(), List.of());
  private static final Posting CREATE =
      new Posting.Create(PLACE, CARD, new Nonce("n"), false, null);
  private static final Posting UPLOAD =
      new Posting.Upload(PLACE, Path.of("a.diff"), "a.diff", "", new Nonce("n"), true, null);
  private static final Posting EDIT = new Posting.Edit(new MessageRef(PLACE, "9"), CARD);

  private static Answered no(int code, String description) {
    return new Answered(code, description, null, null);
  }

  @Test
  void theServersOwnWaitIsObeyed() {
    var tooMany = new Answered(429, "Too Many Requests", Duration.ofSeconds(17), null);

    assertThat(Outcomes.of(EDIT, tooMany))
        .isEqualTo(new Delivery.Later(Duration.ofSeconds(17), "Too Many Requests"));
  }

  @Test
  void aGroupThatMovedSaysWhere() {
    var moved = new Answered(400, "group chat was upgraded", null, "-1005");

    assertThat(Outcomes.of(CREATE, moved))
        .isEqualTo(new Delivery.Moved(Place.chat(PLACE.channel(), "-1005")));
  }

  @Test
  void whatIsShownAlreadyIsShown() {
    assertThat(Outcomes.of(EDIT, no(400, "Bad Request: message is not modified: same")))
        .isEqualTo(new Delivery.Shown(new MessageRef(PLACE, "9")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bad Request: message to edit not found",
        "Bad Request: MESSAGE_ID_INVALID",
        "Bad Request: message can't be edited"
      })
  void aMessageCanBeGone(String description) {
    assertThat(Outcomes.of(EDIT, no(400, description))).isInstanceOf(Delivery.MessageGone.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bad Request: chat not found",
        "Bad Request: message thread not found",
        "Bad Request: TOPIC_DELETED",
        "Bad Request: not enough rights to send text messages to the chat"
      })
  void aPlaceCanBeGone(String description) {
    assertThat(Outcomes.of(CREATE, no(400, description))).isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  void beingShutOutIsThePlaceGone() {
    assertThat(Outcomes.of(CREATE, no(403, "Forbidden: bot was blocked by the user")))
        .isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  void anyOtherNoIsForGood() {
    assertThat(Outcomes.of(CREATE, no(400, "Bad Request: BUTTON_DATA_INVALID")))
        .isEqualTo(new Delivery.Refused("Bad Request: BUTTON_DATA_INVALID"));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307, 405, 407, 408, 409, 451})
  void whatSaysNothingAboutTheContentIsAskedAgain(int code) {
    assertThat(Outcomes.of(CREATE, no(code, "elsewhere"))).isInstanceOf(Delivery.Later.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 405, 431, 451})
  void aFileThatAProxyRefusesHoldsUpNoWords(int code) {
    assertThat(Outcomes.of(UPLOAD, no(code, "no"))).isInstanceOf(Delivery.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {406, 413})
  void whatIsTooMuchIsRefusedForGood(int code) {
    assertThat(Outcomes.of(CREATE, no(code, "too much")))
        .isEqualTo(new Delivery.Refused("too much"));
  }

  @Test
  void aTokenThatIsNotTakenWaitsForAPerson() {
    assertThat(Outcomes.of(CREATE, no(401, "Unauthorized"))).isInstanceOf(Delivery.Later.class);
  }

  @Test
  void onlyACreateCanBeUnknown() {
    var cut = new CallFailed.CutOff("Telegram", new EOFException());

    assertThat(Outcomes.of(CREATE, cut)).isInstanceOf(Delivery.Unknown.class);
    assertThat(Outcomes.of(EDIT, cut)).isInstanceOf(Delivery.Later.class);
  }

  @Test
  void whatWasNeverSentNeverHappened() {
    assertThat(Outcomes.of(CREATE, new CallFailed.NeverSent("Telegram", new ConnectException())))
        .isInstanceOf(Delivery.Later.class);
  }

  @Test
  void onlyAGatewaysTroubleLeavesACreateUnknown() {
    assertThat(Outcomes.of(CREATE, new CallFailed.ServerTrouble("Telegram", 502)))
        .isInstanceOf(Delivery.Unknown.class);
    assertThat(Outcomes.of(CREATE, new CallFailed.ServerTrouble("Telegram", 504)))
        .isInstanceOf(Delivery.Unknown.class);
    assertThat(Outcomes.of(CREATE, new CallFailed.ServerTrouble("Telegram", 500)))
        .isInstanceOf(Delivery.Later.class);
    assertThat(Outcomes.of(EDIT, new CallFailed.ServerTrouble("Telegram", 502)))
        .isInstanceOf(Delivery.Later.class);
  }
}
