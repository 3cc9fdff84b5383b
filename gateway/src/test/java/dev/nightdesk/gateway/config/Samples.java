package dev.nightdesk.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A machine with a user's home, a repository `~/src/shop` and two tokens in the environment.
final class Samples {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  Samples(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(shop());
    set("HOME", folder.resolve("home").toString());
    set("TELEGRAM_BOT_TOKEN", "123456:AAF-secret_words");
    set("OTHER_KEY", "sk-other");
    set("LONG_TOKEN", "0123456789abcdef");
  }

  Path shop() {
    return folder.resolve("home/src/shop");
  }

  void set(String name, String value) {
    environment.put(name, value);
  }

  String get(String name) {
    return Objects.requireNonNull(environment.get(name));
  }

  ConfigReader reader() {
    return new ConfigReader(environment);
  }

  Reading read(String yaml) {
    return reader().read(yaml, folder);
  }

  Config good(String yaml) {
    var reading = read(yaml);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) reading).config();
  }

  Config.Telegram telegram(Config config) {
    return Objects.requireNonNull(config.channels().telegram());
  }

  /// What is wrong, as it would be shown.
  List<String> problems(String yaml) {
    var reading = read(yaml);
    assertThat(reading).isInstanceOf(Reading.Bad.class);
    return ((Reading.Bad) reading).problems().stream().map(it -> it.text("f")).toList();
  }

  List<String> warnings(String yaml) {
    return read(yaml).warnings().stream().map(it -> it.text("f")).toList();
  }
}
