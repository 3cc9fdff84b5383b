package dev.nightdesk.adapters.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordSettingsTest {
  private static final String TOKEN = "MTIzNDU.Gabcde.SignatureNobodyMaySee";

  private static DiscordSettings settings(String token, String api, @Nullable String gateway) {
    return new DiscordSettings(
        new Secret(token), api, gateway, false, DiscordSettings.PUBLISHED, List.of());
  }

  @Test
  void aBotIsTheSameWhateverBecomesOfItsToken() {
    assertThat(settings(TOKEN, DiscordSettings.PUBLIC_API, null).account()).isEqualTo("12345");
  }

  @Test
  void ofATokenLikeNoOtherOnlyItselfIsKnown() {
    var one = settings("a-stand-ins", DiscordSettings.PUBLIC_API, null).account();
    assertThat(one)
        .isEqualTo(settings("a-stand-ins", DiscordSettings.PUBLIC_API, null).account())
        .isNotEqualTo(settings("another", DiscordSettings.PUBLIC_API, null).account())
        .matches("[0-9a-f]{12}");
  }

  @Test
  void aServersAddressEndsInASlash() {
    assertThat(settings(TOKEN, DiscordSettings.PUBLIC_API, null).server())
        .hasToString("https://discord.com/api/v10/");
    assertThat(settings(TOKEN, "http://127.0.0.1:81/api/v10", "ws://127.0.0.1:81/gw").server())
        .hasToString("http://127.0.0.1:81/api/v10/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"discord.com", "ftp://host", "https://host/api?x=1", "https:// host"})
  void anyOtherServerIsRefused(String api) {
    assertThatThrownBy(() -> settings(TOKEN, api, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("api_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://host", "gateway", "ws:// host"})
  void anyOtherGatewayIsRefused(String gateway) {
    assertThatThrownBy(() -> settings(TOKEN, DiscordSettings.PUBLIC_API, gateway))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gateway_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "MTIzNDU.x y.z"})
  void aTokenThatCannotBeOneIsRefusedWithoutBeingShown(String token) {
    assertThatThrownBy(() -> settings(token, DiscordSettings.PUBLIC_API, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("developer portal")
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("MTIz", "bm90");
  }

  @Test
  void printingSettingsShowsNoToken() {
    assertThat(settings(TOKEN, DiscordSettings.PUBLIC_API, null).toString())
        .doesNotContain("Signature");
  }
}
