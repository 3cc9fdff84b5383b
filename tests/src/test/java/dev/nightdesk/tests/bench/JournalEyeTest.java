package dev.nightdesk.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JournalEyeTest {
  private static final int PATIENCE_SECONDS = 20;
  private static final String PROMPT = "{\"type\":\"user\",\"message\":{\"content\":\"go\"}}\n";
  private static final String VERDICT = "{\"type\":\"control_response\",\"response\":{}}\n";

  @TempDir Path incarnation;
  private final BlockingQueue<Mark> seen = new LinkedBlockingQueue<>();

  @BeforeEach
  void journal() throws Exception {
    Files.writeString(incarnation.resolve("in.jsonl"), PROMPT);
    Files.writeString(incarnation.resolve("out.jsonl"), "");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 15, 40})
  void aLineSeenInTwoPartsIsNotedOnceWhenItIsWhole(int cut) throws Exception {
    try (var _ = JournalEye.open(incarnation, (mark, _) -> seen.add(mark))) {
      append("in.jsonl", VERDICT + PROMPT.substring(0, cut));
      assertThat(next()).isEqualTo(Mark.VERDICT);
      append("in.jsonl", PROMPT.substring(cut) + VERDICT);
      assertThat(next()).isEqualTo(Mark.PROMPT);
      assertThat(next()).isEqualTo(Mark.VERDICT);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void whatTheAgentAsksIsReadFromWhatItSays() throws Exception {
    try (var _ = JournalEye.open(incarnation, (mark, _) -> seen.add(mark))) {
      append("out.jsonl", "{\"type\":\"assistant\"}\n{\"type\":\"control_request\"}\n");
      assertThat(next()).isEqualTo(Mark.REQUEST);
    }
    assertThat(seen).isEmpty();
  }

  private void append(String name, String text) throws Exception {
    Files.writeString(incarnation.resolve(name), text, StandardOpenOption.APPEND);
  }

  private Mark next() throws InterruptedException {
    return seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
