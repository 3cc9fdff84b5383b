package dev.nightdesk.sessions.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nightdesk.sessions.scripted.Step.Failure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  @Test
  void stepsStandOnLinesOrBetweenSemicolons() {
    assertThat(Script.read("say **hi** there; tool Bash npm test\n\npermission Bash rm -r x\n"))
        .containsExactly(
            new Step.Say("**hi** there"),
            new Step.Tool("Bash", "npm test"),
            new Step.Permission("Bash", "rm -r x"));
  }

  @Test
  void questionsCarryTheirOptions() {
    assertThat(
            Script.read("ask Which colour? red|dark blue & multi Which platforms? linux | macos"))
        .containsExactly(
            new Step.Ask(
                List.of(
                    new Step.Question("Which colour?", false, List.of("red", "dark blue")),
                    new Step.Question("Which platforms?", true, List.of("linux", "macos")))));
  }

  @Test
  void timesAndSizesHaveUnits() {
    assertThat(
            Script.read(
                "sleep 2s;sleep 20ms;sleep 1m;sleep 3;background 1s;big 2MB;big 10kb;big 7"))
        .containsExactly(
            new Step.Sleep(Duration.ofSeconds(2)),
            new Step.Sleep(Duration.ofMillis(20)),
            new Step.Sleep(Duration.ofMinutes(1)),
            new Step.Sleep(Duration.ofSeconds(3)),
            new Step.Background(Duration.ofSeconds(1)),
            new Step.Big(2 * 1024 * 1024),
            new Step.Big(10 * 1024),
            new Step.Big(7));
  }

  @Test
  void noMessageIsLongerThanTheLongest() {
    assertThat(Script.read("big 20MB")).containsExactly(new Step.Big(Script.BIGGEST));
    assertThat(Script.read("big 21MB")).containsExactly(new Step.Big(Script.BIGGEST));
  }

  @Test
  void failuresHaveNamesAndNumbers() {
    assertThat(Script.read("retry 429; fail overloaded; fail 401; fail network; fail error; die 9"))
        .containsExactly(
            new Step.Retry(Failure.RATE_LIMIT),
            new Step.Fail(Failure.OVERLOADED),
            new Step.Fail(Failure.BAD_KEY),
            new Step.Fail(Failure.NETWORK),
            new Step.Fail(Failure.ERROR),
            new Step.Die(9));
  }

  @Test
  void theRestIsReadToo() {
    assertThat(
            Script.read(
                "write notes/a.txt hello you; plan # A\nresult done; two-prompts; noise; echo x"))
        .containsExactly(
            new Step.Write("notes/a.txt", "hello you"),
            new Step.Plan("# A"),
            new Step.Result("done"),
            new Step.TwoPrompts(),
            new Step.Noise(),
            new Step.Say("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Fix the build",
        "say hello; then fix the build",
        "write a poem about rain",
        "ask me anything",
        "fail the test",
        "sleep well",
        "big trouble",
        "tool up for the night",
        "die hard",
        "background check"
      })
  void plainWordsAreNoScript(String prompt) {
    assertThat(Script.read(prompt)).isEmpty();
  }

  @Test
  void anUnknownFlagIsRefusedAsTheCliDoes() {
    assertThat(catchThrowable(() -> Flags.parse(List.of("-p", "--x=1"))))
        .hasMessage("error: unknown option '--x'");
  }

  @Test
  void flagsAreOneWordEach() {
    Flags flags =
        Flags.parse(
            List.of("-p", "--verbose", "--output-format=stream-json", "--max-turns=3", "--model="));
    assertThat(flags.maxTurns()).isEqualTo(3);
    assertThat(flags.has("model")).isTrue();
    assertThat(flags.has("resume")).isFalse();
  }
}
