package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaudeCodeTest {
  private static final String CONVERSATION = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final SessionId SESSION = new SessionId(UUID.fromString(CONVERSATION));

  private static final InputId FIRST =
      new InputId(UUID.fromString("bbbbbbbb-0000-4000-8000-000000000001"));
  private static final InputId SECOND =
      new InputId(UUID.fromString("bbbbbbbb-0000-4000-8000-000000000002"));

  @TempDir Path folder;

  @Test
  void everyFlagIsOneWord() {
    var launch = launch(spec(Start.FRESH, "opus", 40, "2.50"));
    assertThat(launch.command())
        .startsWith(
            "claude",
            "-p",
            "--input-format=stream-json",
            "--output-format=stream-json",
            "--verbose",
            "--permission-prompt-tool=stdio",
            "--permission-mode=default",
            "--model=opus",
            "--max-turns=40",
            "--max-budget-usd=2.50")
        .last()
        .isEqualTo("--session-id=" + CONVERSATION);
    assertThat(launch.command()).filteredOn(word -> word.startsWith("--settings={")).hasSize(1);
    assertThat(launch.environment())
        .containsOnly(
            Map.entry("CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS", "1"),
            Map.entry("DISABLE_AUTOUPDATER", "1"));
  }

  @Test
  void whatIsNotBoundedIsNotPassed() {
    assertThat(launch(spec(Start.FRESH, null, 0, null)).command())
        .noneMatch(word -> word.matches("--(model|max-turns|max-budget-usd)=.*"));
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void withoutAConversationItBeginsOne(Start start) {
    var launch = launch(spec(start, null, 0, null));
    assertThat(launch.command()).last().isEqualTo("--session-id=" + CONVERSATION);
    assertThat(launch.environment()).doesNotContainKey("CLAUDE_CODE_RESUME_INTERRUPTED_TURN");
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void aConversationIsAlwaysResumedAndOnlyContinueRunsItsTurnAgain(Start start) throws IOException {
    transcript("-srv-app", "{\"type\":\"mode\"}\n{\"x\":1,\"type\":\"user\",\"message\":{}}\n");
    var launch = launch(spec(start, null, 0, null));
    assertThat(launch.command()).last().isEqualTo("--resume=" + CONVERSATION);
    assertThat(launch.environment().containsKey("CLAUDE_CODE_RESUME_INTERRUPTED_TURN"))
        .isEqualTo(start == Start.CONTINUE);
  }

  /// The last prompt is who would go on. Lines of other kinds may stand behind it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'type':'assistant','uuid':'bbbbbbbb-0000-4000-8000-000000000009'}",
        "{'type':'user','uuid':'bbbbbbbb-0000-4000-8000-000000000009','message':{'content':"
            + "[{'type':'tool_result','content':'made'}]}}",
        "{'type':'user','uuid':'bbbbbbbb-0000-4000-8000-000000000009','isMeta':true}",
        "{'type':'user','uuid':'bbbbbbbb-0000-4000-8000-000000000009','isSidechain':true}",
        "{'type':'user','uuid':'bbbbbbbb-0000-4000-8000-000000000009','isCompactSummary':true}",
        "{'type':'attachment','content':'{\\'type\\':\\'user\\'}'}",
        "{'type':'user','uuid':'bbbbbbbb-0000-4000-8000-0000000",
      })
  void aTurnThatIsOverIsNotRunAgain(String behind) throws IOException {
    transcript("-srv-app", prompt(FIRST, "one") + prompt(SECOND, "zwölf") + json(behind) + "\n");

    assertThat(continues(FIRST)).isTrue();
    assertThat(continues(FIRST, SECOND)).isFalse();
    assertThat(continues(SECOND)).isFalse();
    assertThat(launch(continuing(SECOND)).command()).last().isEqualTo("--resume=" + CONVERSATION);
  }

  /// One that no prompt of ours began, or whose prompt cannot be made out.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'user','uuid':'bbbbbbbb-0000-4000-8000-000000000009',"
            + "'origin':{'kind':'task-notification'}}",
        "{'type':'user','uuid':'no uuid'}",
        "{'type':'user'}",
      })
  void aTurnThatNobodyKnowsRunsAgain(String last) throws IOException {
    transcript("-srv-app", prompt(FIRST, "one") + json(last) + "\n");

    assertThat(continues(FIRST)).isTrue();
  }

  /// With other quotes, to be read more easily.
  private static String json(String text) {
    return text.replace('\'', '"');
  }

  /// A tool may have given back a whole film.
  @Test
  void aLineBeyondAllMeasureHidesNoPrompt() throws IOException {
    String film = "x".repeat(JournalReader.MAX_LINE_BYTES);
    transcript(
        "-srv-app",
        prompt(FIRST, "one")
            + json("{'type':'user','content':'%s'}".formatted(film))
            + "\n"
            + prompt(SECOND, "two").strip());

    assertThat(continues(FIRST)).isTrue();
    assertThat(continues(SECOND)).isFalse();
  }

  private boolean continues(InputId... finished) {
    return launch(continuing(finished))
        .environment()
        .containsKey("CLAUDE_CODE_RESUME_INTERRUPTED_TURN");
  }

  private SessionSpec continuing(InputId... finished) {
    return new SessionSpec(
        SESSION,
        2,
        AgentKind.CLAUDE,
        folder,
        CONVERSATION,
        Start.CONTINUE,
        null,
        "default",
        0,
        null,
        Map.of(),
        Set.of(finished));
  }

  private static String prompt(InputId id, String words) {
    return json("{'isSidechain':false,'type':'user','message':{'role':'user','content':'%s'},'uuid':'%s'}")
            .formatted(words, id)
        + "\n";
  }

  @Test
  void aConversationIsFoundInAnyProject() throws IOException {
    Files.createDirectories(folder.resolve("configuration/projects/-srv-other"));
    transcript("-srv-app--claude-worktrees-x", "{\"type\":\"user\"}\n");
    assertThat(launch(spec(Start.RESUME, null, 0, null)).command())
        .last()
        .isEqualTo("--resume=" + CONVERSATION);
  }

  @Test
  void anIdSpoiltByAnEmptyTranscriptIsNotNamedAtAll() throws IOException {
    transcript(
        "-srv-app",
        "{\"type\":\"queue-operation\",\"content\":\"say \\\"type\\\":\\\"user\\\"\"}\n");
    assertThat(launch(spec(Start.CONTINUE, null, 0, null)).command())
        .noneMatch(word -> word.startsWith("--resume") || word.startsWith("--session-id"));
  }

  @Test
  void theSessionsOwnConfigurationDirectoryWins() throws IOException {
    Path own = folder.resolve("own");
    Files.createDirectories(own.resolve("projects/p"));
    Files.writeString(
        own.resolve("projects/p/" + CONVERSATION + ".jsonl"), "{\"type\":\"user\"}\n");
    var spec =
        new SessionSpec(
            SESSION,
            2,
            AgentKind.CLAUDE,
            folder,
            CONVERSATION,
            Start.RESUME,
            null,
            "default",
            0,
            null,
            Map.of("CLAUDE_CONFIG_DIR", own.toString()));
    assertThat(launch(spec).command()).last().isEqualTo("--resume=" + CONVERSATION);
  }

  @Test
  void withoutAConfigurationDirectoryItIsInTheHome() {
    assertThat(Transcripts.configuration(Map.of("HOME", "/home/ana")))
        .isEqualTo(Path.of("/home/ana/.claude"));
  }

  @Test
  void anIdThatIsNoIdLooksNowhere() {
    assertThat(Transcripts.kept(folder.resolve("configuration"), "../../etc/passwd"))
        .isEqualTo(Transcripts.Kept.NOTHING);
  }

  @Test
  void itsToolsAreKeptOutOfOurFiles() {
    Path home = folder.resolve("home");
    String settings =
        launch(spec(Start.FRESH, null, 0, null)).command().stream()
            .filter(word -> word.startsWith("--settings="))
            .findFirst()
            .orElseThrow();
    assertThat(settings)
        .contains("\"Read(/" + home + "/[0-9a-rt-z._-]*)\"")
        .contains("\"Edit(/" + home + "/**)\"")
        .contains("\"Write(/" + home + "/**)\"")
        .contains("\"Read(/" + folder.resolve("night.yaml") + ")\"")
        .contains("\"allow\":[\"Read(/" + home + "/sessions/" + SESSION + "/files/**)\"]");
  }

  @Test
  void aPathThatLooksLikeAPatternIsDeniedAllTheSame() {
    assertThat(new Fence(Path.of("/srv/a (b) [c]*"), List.of()).settings(SESSION))
        .contains("\"Edit(//srv/a ?b? ?c??/**)\"");
  }

  private AgentBackend.Launch launch(SessionSpec spec) {
    return new ClaudeCode(
            AgentKind.CLAUDE,
            List.of("claude"),
            folder.resolve("home"),
            List.of(folder.resolve("night.yaml")),
            Map.of("CLAUDE_CONFIG_DIR", folder.resolve("configuration").toString()))
        .launch(spec);
  }

  private SessionSpec spec(
      Start start, @Nullable String model, int turns, @Nullable String budget) {
    return new SessionSpec(
        SESSION,
        1,
        AgentKind.CLAUDE,
        folder,
        CONVERSATION,
        start,
        model,
        "default",
        turns,
        budget,
        Map.of());
  }

  private void transcript(String project, String lines) throws IOException {
    Path directory = folder.resolve("configuration/projects").resolve(project);
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(CONVERSATION + ".jsonl"), lines);
  }

  @Test
  void aResumeGetsEveryFlagAgain() throws IOException {
    var first = launch(spec(Start.FRESH, "opus", 40, "2.50")).command();
    transcript("-srv-app", "{\"type\":\"user\"}\n");
    var again = launch(spec(Start.RESUME, "opus", 40, "2.50")).command();

    assertThat(again.subList(0, again.size() - 1)).isEqualTo(first.subList(0, first.size() - 1));
    assertThat(again).last().isEqualTo("--resume=" + CONVERSATION);
  }
}
