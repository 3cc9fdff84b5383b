package dev.nightdesk.adapters.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramSettingsTest {
  private static TelegramSettings settings(String token, String apiUrl) {
    return new TelegramSettings(new Secret(token), apiUrl, TelegramSettings.PUBLISHED, List.of());
  }

  @Test
  void aServerIsAHostAndPerhapsAPort() {
    assertThat(settings("1:A", "https://api.telegram.org").server())
        .hasToString("https://api.telegram.org/");
    assertThat(settings("1:A", "http://127.0.0.1:8081/").server())
        .hasToString("http://127.0.0.1:8081/");
  }

  @Test
  void aBotIsTheSameWhateverBecomesOfItsToken() {
    assertThat(settings("7000:AAold", "https://api.telegram.org").account()).isEqualTo("7000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.telegram.org",
        "ftp://host",
        "https://host/bots",
        "https://host/?x=1",
        "https:// host"
      })
  void anythingElseIsRefused(String apiUrl) {
    assertThatThrownBy(() -> settings("1:A", apiUrl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("api_url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "123", "123:with blank", "123:a/../b"})
  void aTokenThatCannotBeOneIsRefusedWithoutBeingShown(String token) {
    assertThatThrownBy(() -> settings(token, TelegramSettings.PUBLIC_API))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@BotFather")
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("with blank");
  }

  @Test
  void printingSettingsShowsNoToken() {
    assertThat(settings("1:ABC", TelegramSettings.PUBLIC_API).toString()).doesNotContain("ABC");
  }
}
