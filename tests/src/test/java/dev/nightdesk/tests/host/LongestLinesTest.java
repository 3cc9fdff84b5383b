package dev.nightdesk.tests.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What one agent prints must not take the memory of all.
@Timeout(60)
class LongestLinesTest {
  private static final Pattern MEMORY = Pattern.compile("-Xmx256m -Xss\\w+");

  /// As many as may live by default.
  private static final int AGENTS = 4;

  @TempDir Path folder;

  @Test
  void asManyAgentsAsMayLivePrintTheLongestLineAtOnce() throws Exception {
    var journal = folder.resolve("out.jsonl");
    LongestLines.write(journal);

    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            memory().getFirst(),
            memory().getLast(),
            "-cp",
            System.getProperty("java.class.path"),
            LongestLines.class.getName(),
            journal.toString(),
            Integer.toString(AGENTS));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo("[1, 1, 1, 1]");
  }

  /// As the gateway is started.
  private static List<String> memory() throws IOException {
    var launcher = Files.readString(Path.of("..", "nightdesk"));
    var found = MEMORY.matcher(launcher);
    assertThat(found.find()).as("the gateway's memory").isTrue();
    return List.of(found.group().split(" "));
  }
}
