package dev.nightdesk.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.telegram.TelegramSettings;
import dev.nightdesk.gateway.config.Config.Agents;
import dev.nightdesk.gateway.config.Config.Claude;
import dev.nightdesk.gateway.config.Config.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigExampleTest {
  /// Maven runs a module's tests in the module's folder.
  private static final Path EXAMPLE = Path.of("../config.example.yaml");

  @TempDir Path folder;

  @Test
  void theExampleIsRightAsItStands() throws IOException {
    var reading = new Samples(folder).read(Files.readString(EXAMPLE));

    assertThat(reading).isInstanceOf(Reading.Good.class);
    assertThat(reading.warnings()).isEmpty();
  }

  /// Whoever copies it must not let anybody in by that.
  @Test
  void theExampleNamesNobody() throws IOException {
    var config = new Samples(folder).good(Files.readString(EXAMPLE));

    assertThat(config.people()).isEmpty();
  }

  @Test
  void theExampleShowsTheDefaults() throws IOException {
    var samples = new Samples(folder);
    var config = samples.good(Files.readString(EXAMPLE));

    assertThat(config.home()).isEqualTo(folder.resolve("home/.nightdesk"));
    assertThat(config.http()).isEqualTo(new Http(Http.DEFAULT_HOST, Http.DEFAULT_PORT, null));
    assertThat(config.channels().console()).isFalse();
    assertThat(samples.telegram(config).apiUrl()).isEqualTo(TelegramSettings.PUBLIC_API);
    assertThat(samples.telegram(config).pace()).isEqualTo(TelegramSettings.PUBLISHED);
    assertThat(config.agents())
        .isEqualTo(
            new Agents(
                new Claude(
                    true,
                    List.of("claude"),
                    "default",
                    null,
                    Claude.DEFAULT_MAX_LIVE,
                    Claude.DEFAULT_MAX_TURNS,
                    Claude.DEFAULT_MAX_BUDGET_USD,
                    Map.of()),
                false));
    assertThat(config.diskFloorBytes()).isEqualTo(Config.DEFAULT_DISK_FLOOR_BYTES);
  }
}
