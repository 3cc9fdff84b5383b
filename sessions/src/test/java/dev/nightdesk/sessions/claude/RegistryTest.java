package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightdesk.sessions.AgentBackend.Registered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class RegistryTest {
  /// As the CLI wrote it.
  private static final String WAITING =
      """
      {"pid":24391,"sessionId":"aaaaaaaa-1","cwd":"/srv/app","startedAt":1795223038506,\
      "procStart":"134344","version":"2.1.329","kind":"interactive","entrypoint":"cli",\
      "messagingSocketPath":"/tmp/cc-socks/24391.sock","name":"app-fa","nameSource":"derived",\
      "status":"waiting","waitingFor":"permission prompt","updatedAt":1795223038766}
      """;

  private static final int SOMEBODY_ELSE = 12_345;

  @TempDir Path configuration;
  private Path sessions;

  @BeforeEach
  void make() throws IOException {
    sessions = Files.createDirectory(configuration.resolve("sessions"));
  }

  private Path put(String name, String text) throws IOException {
    return Files.writeString(sessions.resolve(name), text);
  }

  private List<Registered> read() {
    return Registry.read(configuration, configuration);
  }

  private void putGood() throws IOException {
    put("24391.json", WAITING);
  }

  private void assertOnlyTheGoodOneIsRead() {
    assertThat(read()).extracting(Registered::pid).containsExactly(24391L);
  }

  @Test
  void anEntryIsReadAsItWasWritten() throws Exception {
    putGood();
    assertThat(read())
        .containsExactly(
            new Registered(
                24391,
                "134344",
                "aaaaaaaa-1",
                "/srv/app",
                true,
                "permission prompt",
                1795223038766L));
  }

  @Test
  void whoIsBusyWaitsForNothingAndAProgramIsNoTerminal() throws Exception {
    put("24391.json", WAITING.replace("\"waiting\"", "\"busy\"").replace("\"cli\"", "\"sdk-cli\""));
    assertThat(read())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.waitsFor()).isNull();
          assertThat(entry.inTerminal()).isFalse();
        });
  }

  @Test
  void withoutARegistryThereIsNothing() throws Exception {
    Files.delete(sessions);
    assertThat(read()).isEmpty();
    Files.writeString(sessions, "no folder");
    assertThat(read()).isEmpty();
    assertThat(Registry.read(configuration, configuration.resolve("not there"))).isEmpty();
  }

  @Test
  void whatIsGarbledIsLeftOut() throws Exception {
    putGood();
    put("1.json", "");
    put("2.json", WAITING.substring(0, 80));
    put("3.json", "[1,2]");
    put("4.json", WAITING);
    put("5.json", "{\"pid\":5}");
    put("6.json", "{\"pid\":\"6\",\"sessionId\":7,\"procStart\":[]}");
    put("07.json", WAITING.replace("24391", "7"));
    put("8.json.tmp", WAITING.replace("24391", "8"));
    put("99999999999999999999.json", WAITING);
    put("24391.0123.key", "secret");
    Files.write(sessions.resolve("9.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertOnlyTheGoodOneIsRead();
  }

  @Test
  void fieldsThatAreMissingAreUnknown() throws Exception {
    put("5.json", "{\"pid\":5,\"sessionId\":\"x\",\"status\":\"waiting\"}");
    assertThat(read()).containsExactly(new Registered(5, null, "x", "", false, "an answer", 0));
  }

  @Test
  void aLargeFileIsLeftOut() throws Exception {
    String entry = "{\"pid\":5,\"sessionId\":\"y\"}";
    put("5.json", entry + " ".repeat(Registry.MOST_BYTES - entry.length() + 1));
    assertThat(read()).isEmpty();
    put("5.json", entry + " ".repeat(Registry.MOST_BYTES - entry.length()));
    assertThat(read()).hasSize(1);
  }

  @Test
  void noMoreFilesThanTheBoundAreLookedAt() throws Exception {
    for (int pid = 1; pid <= Registry.MOST_FILES; pid++) {
      put(pid + ".json", "{\"pid\":" + pid + ",\"sessionId\":\"x\"}");
    }
    assertThat(read()).hasSize(Registry.MOST_FILES);
    put("9999.json", "{\"pid\":9999,\"sessionId\":\"x\"}");
    assertThat(read()).hasSize(Registry.MOST_FILES);
  }

  /// Opening a pipe would wait for its other end, for ever.
  @Test
  void linksPipesAndFoldersAreNotOpened() throws Exception {
    putGood();
    var elsewhere = Files.writeString(configuration.resolve("x"), WAITING.replace("24391", "5"));
    Files.createSymbolicLink(sessions.resolve("5.json"), elsewhere);
    Files.createDirectory(sessions.resolve("6.json"));
    assertThat(
            new ProcessBuilder("mkfifo", sessions.resolve("7.json").toString()).start().waitFor())
        .isZero();

    assertOnlyTheGoodOneIsRead();
  }

  @Test
  void anotherUsersFileCountsForNothing() throws Exception {
    putGood();
    var foreign = put("5.json", WAITING.replace("24391", "5"));
    assumeThat(canGiveAway(foreign)).as("files can be given away (needs root)").isTrue();

    assertOnlyTheGoodOneIsRead();
  }

  private static boolean canGiveAway(Path file) {
    try {
      Files.setAttribute(file, "unix:uid", SOMEBODY_ELSE);
      return true;
    } catch (IOException | UnsupportedOperationException notRoot) {
      return false;
    }
  }
}
