package dev.nightdesk.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.http.CallFailed.CutOff;
import dev.nightdesk.adapters.http.CallFailed.NeverSent;
import dev.nightdesk.adapters.http.CallFailed.Refused;
import dev.nightdesk.adapters.http.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import java.net.ConnectException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallFailedTest {
  private static final class No extends Refused {
    private static final long serialVersionUID = 1L;

    No(@Nullable Duration retryAfter) {
      super("no", retryAfter);
    }
  }

  @Test
  void noTextOfACauseIsPassedOn() {
    var cause = new ConnectException("http://host/bot1:SECRET/sendMessage");

    assertThat(new NeverSent("Acme", cause))
        .hasNoCause()
        .hasMessage("no connection to Acme (ConnectException)");
    assertThat(new CutOff("Acme", cause))
        .hasNoCause()
        .hasMessage("the connection to Acme was cut off (ConnectException)");
  }

  @Test
  void whatWasNeverSentNeverHappened() {
    var never = new NeverSent("Acme", new ConnectException());

    assertThat(never.outcome(false)).isEqualTo(new Delivery.Later(Retry.SOON, never.why()));
  }

  @Test
  void onlyWhatMustNotHappenTwiceIsUnknown() {
    var cut = new CutOff("Acme", new ConnectException());
    var unreadable = new Unreadable("Acme", "no JSON");

    assertThat(cut.outcome(false)).isEqualTo(new Delivery.Unknown(cut.why()));
    assertThat(cut.outcome(true)).isEqualTo(new Delivery.Later(Retry.SOON, cut.why()));
    assertThat(unreadable.outcome(false)).isEqualTo(new Delivery.Unknown(unreadable.why()));
    assertThat(unreadable.outcome(true))
        .isEqualTo(new Delivery.Later(Retry.SOON, unreadable.why()));
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504, 520, 522, 524})
  void aGatewayCannotTellWhetherItHappened(int status) {
    assertThat(new ServerTrouble("Acme", status).outcome(false))
        .isEqualTo(new Delivery.Unknown("Acme is in trouble (HTTP " + status + ")"));
  }

  @ParameterizedTest
  @CsvSource({"302,30", "499,30", "500,1", "501,1", "503,1", "505,1", "521,1"})
  void anyOtherTroubleIsAskedAgain(int status, long seconds) {
    assertThat(new ServerTrouble("Acme", status).outcome(false))
        .isEqualTo(
            new Delivery.Later(
                Duration.ofSeconds(seconds), "Acme is in trouble (HTTP " + status + ")"));
  }

  @Test
  void aRefusalIsAskedAgainWhenItSaysSoAndNeverAtOnce() {
    assertThat(new No(null).outcome(false)).isEqualTo(new Delivery.Later(Retry.SOON, "no"));
    assertThat(new No(Duration.ZERO).outcome(false))
        .isEqualTo(new Delivery.Later(Retry.SOON, "no"));
    assertThat(new No(Duration.ofSeconds(17)).outcome(false))
        .isEqualTo(new Delivery.Later(Duration.ofSeconds(17), "no"));
  }
}
