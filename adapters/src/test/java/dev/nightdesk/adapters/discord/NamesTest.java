package dev.nightdesk.adapters.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.CommandHint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The names under which things travel through Discord and come back.
class NamesTest {
  @Test
  void aComponentsNameSaysWhatUsingItDoes() {
    var words = new Button("w:odd", "Say", Button.Style.NEUTRAL, Button.Use.WORDS);
    var id = CustomId.of(words).toString();

    assertThat(id).isEqualTo("w:w:odd");
    assertThat(CustomId.read(id)).contains(new CustomId(CustomId.Kind.WORDS, "w:odd"));
    assertThat(CustomId.read("somebody else's")).isEmpty();
  }

  @Test
  void aHandleComesBackAsItWentAndIsNotPrinted() {
    var handle = new Handle("1", "2", "secret:with:colons");

    assertThat(Handle.read(handle.written())).contains(handle);
    assertThat(handle.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "1:2:", "1:2", "x:2:t", "1:../x:t"})
  void whatIsNoHandleIsNone(String text) {
    assertThat(Handle.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1/2", "1/2/3/4", "1/../3", "1/2/x"})
  void whatIsNoFileIsNone(String text) {
    assertThat(FileHandle.read(text)).isEmpty();
  }

  @Test
  void aCommandIsOfferedWithItsFields() {
    var hint =
        new CommandHint(
            "peek",
            "Look at a session",
            List.of(
                new CommandHint.Field("session", CommandHint.Kind.SESSION, true),
                new CommandHint.Field("words", CommandHint.Kind.WORDS, false)));
    var command = DiscordCommands.wanted(List.of(hint)).path(0);

    assertThat(command.path("options").path(0).path("autocomplete").asBoolean()).isTrue();
    assertThat(command.path("options").path(0).path("required").asBoolean()).isTrue();
    assertThat(command.path("options").path(1).path("autocomplete").asBoolean()).isFalse();
    for (var option : command.path("options")) {
      assertThat(option.path("description").asText()).isNotBlank().hasSizeLessThanOrEqualTo(100);
    }
  }
}
