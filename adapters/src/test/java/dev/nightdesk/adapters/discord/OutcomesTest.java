package dev.nightdesk.adapters.discord;

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
import dev.nightdesk.adapters.http.Retry;
import java.io.EOFException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
  private static final Place PLACE = Place.chat(new ChannelId("discord"), "5");
  private static final MessageRef MESSAGE = new MessageRef(PLACE, "9");
  private static final Card CARD =
      new Card(new CardId(new UUID(0, 1)), 1, Tone.PLAIN, List.of(), List.of());
  private static final Nonce NONCE = new Nonce("n");
  private static final Posting CREATE = new Posting.Create(PLACE, CARD, NONCE, false, null);
  private static final Posting UPLOAD =
      new Posting.Upload(PLACE, Path.of("a.diff"), "a.diff", "", NONCE, true, null);
  private static final Posting EDIT = new Posting.Edit(MESSAGE, CARD);
  private static final Posting THREAD = new Posting.OpenThread(PLACE, MESSAGE, "t", NONCE);
  private static final Posting WHISPER = new Posting.Whisper(PLACE, "1:2:x", "w");

  private static Answered no(int status, int code) {
    return new Answered(status, code, "no", null);
  }

  @Test
  void theServersOwnWaitIsObeyed() {
    var tooMany = new Answered(429, 0, "too fast", Duration.ofMillis(1_700));

    assertThat(Outcomes.of(EDIT, tooMany))
        .isEqualTo(new Delivery.Later(Duration.ofMillis(1_700), "too fast"));
  }

  @ParameterizedTest
  @CsvSource({"404,10003", "403,50001", "403,50013", "403,50007", "400,160005", "400,50083"})
  void aPlaceCanBeGone(int status, int code) {
    assertThat(Outcomes.of(CREATE, no(status, code))).isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  void aMessageCanBeGone() {
    assertThat(Outcomes.of(EDIT, no(404, 10008))).isInstanceOf(Delivery.MessageGone.class);
  }

  @ParameterizedTest
  @CsvSource({"400,50035", "400,50006", "413,40005", "413,0", "403,20028"})
  void anyOtherNoIsForGood(int status, int code) {
    assertThat(Outcomes.of(CREATE, no(status, code))).isInstanceOf(Delivery.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 404, 405, 408, 451})
  void whatAProxySaysIsAskedAgain(int status) {
    assertThat(Outcomes.of(CREATE, no(status, 0))).isInstanceOf(Delivery.Later.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 405, 451})
  void aFileThatAProxyRefusesHoldsUpNoWords(int status) {
    assertThat(Outcomes.of(UPLOAD, no(status, 0))).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aTokenThatIsNotTakenWaitsForAPerson() {
    assertThat(Outcomes.of(CREATE, no(401, 0)))
        .isEqualTo(new Delivery.Later(Retry.MUCH_LATER, "Discord does not take the bot's token"));
  }

  @Test
  void aWhisperThatIsTooLateIsForGood() {
    assertThat(Outcomes.of(WHISPER, no(401, 50027))).isInstanceOf(Delivery.Refused.class);
    assertThat(Outcomes.of(WHISPER, no(404, 10015))).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aRightThatIsMissingForThreadsSaysNothingAboutThePlace() {
    assertThat(Outcomes.of(THREAD, no(403, 50013))).isInstanceOf(Delivery.Refused.class);
    assertThat(Outcomes.of(THREAD, no(404, 10003))).isInstanceOf(Delivery.PlaceGone.class);
  }

  @Test
  void onlyWhatMakesAMessageCanBeUnknown() {
    var cut = new CallFailed.CutOff("Discord", new EOFException());

    assertThat(Outcomes.of(CREATE, cut)).isInstanceOf(Delivery.Unknown.class);
    assertThat(Outcomes.of(UPLOAD, cut)).isInstanceOf(Delivery.Unknown.class);
    assertThat(Outcomes.of(EDIT, cut)).isInstanceOf(Delivery.Later.class);
    assertThat(Outcomes.of(THREAD, cut)).isInstanceOf(Delivery.Later.class);
  }

  @Test
  void aServerInTroubleIsAskedAgain() {
    assertThat(Outcomes.of(CREATE, new CallFailed.ServerTrouble("Discord", 502)))
        .isInstanceOf(Delivery.Later.class);
    assertThat(Outcomes.of(CREATE, new CallFailed.NeverSent("Discord", new ConnectException())))
        .isInstanceOf(Delivery.Later.class);
  }
}
