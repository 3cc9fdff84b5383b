package dev.nightdesk.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest
  @CsvSource({"0,0", "17,17", "3599,3599", "3600,3600", "3601,3600", "999999,3600"})
  void whatTheServerSaysIsObeyedUpToTheBound(String header, long seconds) {
    assertThat(Retry.after(Responses.retryAfter(header), HOUR))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "1000000", "Wed, 21 Oct 2015 07:28:00 GMT"})
  void whatIsNoNumberOfSecondsSaysNothing(String header) {
    assertThat(Retry.after(Responses.retryAfter(header), HOUR)).isNull();
  }

  @Test
  void noHeaderSaysNothing() {
    assertThat(Retry.after(Responses.begun().build(), HOUR)).isNull();
  }
}
