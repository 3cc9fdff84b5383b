package dev.nightdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Retry;
import java.io.EOFException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
  private static final Place PLACE = Place.chat(new ChannelId("slack"), "C1");
  private static final Card CARD =
      new Card(new CardId(new UUID(0, 1)), 1, Tone.PLAIN, List.of(), List.of());
  private static final Posting CREATE =
      new Posting.Create(PLACE, CARD, new Nonce("n"), false, null);
  private static final Posting EDIT = new Posting.Edit(new MessageRef(PLACE, "1.2"), CARD);

  private static Delivery of(String error) {
    return Outcomes.of(CREATE, new Answered(error, List.of()));
  }

  @Test
  void theServersOwnWaitIsObeyed() {
    var asked = new TooMany(Duration.ofSeconds(17));
    assertThat(Outcomes.of(EDIT, asked))
        .isInstanceOfSatisfying(
            Delivery.Later.class, it -> assertThat(it.after()).isEqualTo(Duration.ofSeconds(17)));
    assertThat(Outcomes.of(EDIT, new TooMany(Duration.ZERO)))
        .isInstanceOfSatisfying(
            Delivery.Later.class, it -> assertThat(it.after()).isEqualTo(Retry.SOON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"channel_not_found", "not_in_channel", "is_archived", "restricted_action"})
  void aPlaceThatIsGone(String error) {
    assertThat(of(error)).isInstanceOf(Delivery.PlaceGone.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"msg_too_long", "invalid_blocks", "no_text", "something_new"})
  void whatWillNeverBeTaken(String error) {
    assertThat(of(error)).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aTokenThatIsRefusedIsTriedMuchLater() {
    assertThat(of("invalid_auth"))
        .isInstanceOfSatisfying(
            Delivery.Later.class, it -> assertThat(it.after()).isEqualTo(Retry.MUCH_LATER));
    assertThat(of("message_not_found")).isInstanceOf(Delivery.MessageGone.class);
  }

  @Test
  void onlyWhatMayHaveHappenedAndMustNotTwiceIsUnknown() {
    var cut = new CallFailed.CutOff("Slack", new EOFException());
    assertThat(Outcomes.of(CREATE, cut)).isInstanceOf(Delivery.Unknown.class);
    assertThat(Outcomes.of(EDIT, cut)).isInstanceOf(Delivery.Later.class);
    assertThat(Outcomes.of(CREATE, new CallFailed.NeverSent("Slack", new ConnectException())))
        .isInstanceOf(Delivery.Later.class);
    assertThat(Outcomes.of(CREATE, new CallFailed.ServerTrouble("Slack", 502)))
        .isInstanceOf(Delivery.Unknown.class);
    assertThat(Outcomes.of(CREATE, new CallFailed.ServerTrouble("Slack", 503)))
        .isInstanceOf(Delivery.Later.class);
    assertThat(Outcomes.of(CREATE, new CallFailed.ServerTrouble("Slack", 302)))
        .isInstanceOf(Delivery.Later.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid_auth",
        "account_inactive",
        "not_allowed_token_type",
        "missing_scope",
        "token_revoked",
        "link_disabled",
        "too_many_websockets"
      })
  void whatOnlyAPersonCanMendSaysHow(String error) {
    assertThat(Refusals.standing(new Answered(error, List.of())))
        .isInstanceOf(Standing.StoodDown.class);
  }

  @Test
  void anythingElseMendsItself() {
    assertThat(Refusals.standing(new Answered("fatal_error", List.of())))
        .isInstanceOf(Standing.Down.class);
    assertThat(Refusals.standing(new TooMany(null))).isInstanceOf(Standing.Down.class);
  }
}
