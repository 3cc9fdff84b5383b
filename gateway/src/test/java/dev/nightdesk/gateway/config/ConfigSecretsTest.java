package dev.nightdesk.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSecretsTest {
  private static final String TOKEN = "123456:AAF-secret_words";
  private static final String WITH_TOKEN = "channels: { telegram: { token: '%s' } }";

  @TempDir Path folder;
  private Samples samples;

  @BeforeEach
  void prepare() throws IOException {
    samples = new Samples(folder);
  }

  @Test
  void aVariableThatIsNotSetIsNamedWithTheNextStep() {
    assertThat(samples.problems(WITH_TOKEN.formatted("${MY_BOT}")))
        .containsExactly(
            "f:1:32: channels.telegram.token: MY_BOT is not set. Put MY_BOT=… into the environment"
                + " Nightdesk starts in, or write file:/path/to/a/file here.");
    samples.set("MY_BOT", " ");
    assertThat(samples.problems(WITH_TOKEN.formatted("${MY_BOT}")))
        .first()
        .asString()
        .contains("MY_BOT is not set to anything.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${MY BOT}", "${}", "${A-B}"})
  void betweenTheBracesStandsAName(String text) {
    assertThat(samples.problems(WITH_TOKEN.formatted(text)))
        .first()
        .asString()
        .contains("between ${ and } stands no variable's name");
  }

  @Test
  void theBracesAreClosed() {
    assertThat(samples.problems(WITH_TOKEN.formatted("${TELEGRAM_BOT_TOKEN")))
        .first()
        .asString()
        .contains("a ${ is not closed");
  }

  @Test
  void aVariableMayBePartOfAValue() {
    samples.set("SECRET_PART", "AAF-secret_words");

    var config = samples.good(WITH_TOKEN.formatted("123456:${SECRET_PART}"));
    assertThat(samples.telegram(config).token().open()).isEqualTo(TOKEN);
    assertThat(samples.good("home: ${HOME}/desk").home()).isEqualTo(folder.resolve("home/desk"));
  }

  @Test
  void aSecretsFileIsThereReadableShortAndOneLine() throws IOException {
    Files.writeString(folder.resolve("empty"), "\n");
    Files.writeString(folder.resolve("lines"), TOKEN + "\n" + TOKEN);
    Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Files.writeString(folder.resolve("long"), "x".repeat(References.MAX_SECRET_BYTES + 1));
    Files.createDirectory(folder.resolve("folder"));

    assertThat(problem("file:gone")).contains("there is no file", "Write the token into it.");
    assertThat(problem("file:empty")).contains("is empty");
    assertThat(problem("file:lines")).contains("has more than one line").doesNotContain(TOKEN);
    assertThat(problem("file:bytes")).contains("is not text");
    assertThat(problem("file:long")).contains("is too long for a token");
    assertThat(problem("file:folder")).contains("cannot be read");
  }

  private String problem(String token) {
    var problems = samples.problems(WITH_TOKEN.formatted(token));
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  @Test
  void aSecretsFileAsLongAsAllowedIsRead() throws IOException {
    Files.writeString(folder.resolve("long"), "x".repeat(References.MAX_SECRET_BYTES));

    var config = samples.good("agents: { claude: { env: { A: 'file:long' } } }");
    assertThat(config.agents().claude().environment()).containsKey("A");
  }

  @Test
  void aTokenThatIsNoneIsRefusedWithoutShowingIt() {
    assertThat(problem("AAF-secret_words"))
        .isEqualTo(
            "f:1:32: channels.telegram.token: this does not look like a bot's token (digits, a"
                + " colon, letters). Copy it again from @BotFather.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "home: ${TELEGRAM_BOT_TOKEN}",
        "disk_floor: ${TELEGRAM_BOT_TOKEN}",
        "http: { bind: '${TELEGRAM_BOT_TOKEN}' }",
        "people: [{ name: a, role: '${TELEGRAM_BOT_TOKEN}', telegram: '${TELEGRAM_BOT_TOKEN}' }]",
        "repos: [{ name: '${TELEGRAM_BOT_TOKEN}', path: '/${TELEGRAM_BOT_TOKEN}' }]",
        "channels: { telegram: { token: [123456:AAF-secret_words] } }",
        "channels: { telegram: { token: { 123456:AAF-secret_words: 1 } } }",
        "channels: { telegram: { token: 123456:AAF-secret_words: } }",
        "channels: { telegram: { token: *123456:AAF-secret_words } }",
        "channels:\n  telegram:\n    token: '123456:AAF-secret_words\n",
        "channels: { telegram: { token: \"123456:AAF-secret_words\\u0000\" } }",
        "agents: { claude: { max_live: '${TELEGRAM_BOT_TOKEN}', model: '${TELEGRAM_BOT_TOKEN} x' } }",
        "agents: { claude: { permission_mode: '${TELEGRAM_BOT_TOKEN}' } }",
      })
  void noProblemShowsASecretWhateverPlaceItStandsIn(String yaml) {
    assertThat(samples.problems(yaml))
        .isNotEmpty()
        .noneMatch(line -> line.contains("secret_words"));
  }

  @Test
  void aSecretInAFileOthersCanReadIsWarnedOf() throws IOException {
    var file = folder.resolve("nightdesk.yaml");
    Files.writeString(file, WITH_TOKEN.formatted(TOKEN));

    assertThat(warningsAt("rw-r--r--", file))
        .anyMatch(line -> line.contains("others can read this file, and a secret stands in it."));
    assertThat(warningsAt("rw-------", file)).noneMatch(line -> line.contains("others"));

    Files.writeString(file, WITH_TOKEN.formatted("${TELEGRAM_BOT_TOKEN}"));
    assertThat(warningsAt("rw-r--r--", file)).noneMatch(line -> line.contains("others"));
    assertThat(warningsAt("rw-rw----", file)).anyMatch(line -> line.contains("group may change"));
  }

  private java.util.List<String> warningsAt(String mode, Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    var reading = samples.reader().read(file);
    assertThat(reading).isInstanceOf(Reading.Good.class);
    return reading.warnings().stream().map(it -> it.text("f")).toList();
  }

  @Test
  void aFileThatEveryoneMayChangeIsRefused() throws IOException {
    var file = folder.resolve("nightdesk.yaml");
    Files.writeString(file, "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(samples.reader().read(file)).isInstanceOf(Reading.Bad.class);
  }

  @Test
  void aSecretsFileOthersCanReadIsWarnedOf() throws IOException {
    var file = folder.resolve("token");
    Files.writeString(file, TOKEN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(samples.warnings(WITH_TOKEN.formatted("file:token")))
        .anyMatch(line -> line.contains("can be read by others. Run: chmod 600 " + file));
  }

  @Test
  void agentsAreNotGivenOurTokensUnderAnotherName() {
    assertThat(
            samples.problems(
                """
                http: { token: "${LONG_TOKEN}" }
                channels: { telegram: { token: "${TELEGRAM_BOT_TOKEN}" } }
                agents: { claude: { env: { A: "${TELEGRAM_BOT_TOKEN}", B: "${LONG_TOKEN}", C: x } } }
                """))
        .containsExactly(
            "f:3:31: agents.claude.env.A: this is one of Nightdesk's own tokens. Agents are never"
                + " given these.",
            "f:3:59: agents.claude.env.B: this is one of Nightdesk's own tokens. Agents are never"
                + " given these.");
  }

  @Test
  void aTokenInTheClearOverTheNetworkIsWarnedOf() {
    var yaml = "channels: { telegram: { token: '${TELEGRAM_BOT_TOKEN}', api_url: '%s' } }";

    assertThat(samples.warnings(yaml.formatted("http://10.0.0.2:8081")))
        .anyMatch(line -> line.contains("the token travels there in the clear"));
    assertThat(samples.warnings(yaml.formatted("http://[::1]:8081")))
        .noneMatch(line -> line.contains("clear"));
  }

  @Test
  void whatIsMissingButNotWrongIsWarnedOf() {
    assertThat(samples.warnings("people: [{ name: ben, role: viewer, telegram: 1 }]"))
        .anyMatch(line -> line.contains("nobody here is an owner"))
        .anyMatch(line -> line.contains("repos: no folder is named that agents may work in"));
  }

  @Test
  void aFileThatIsNoneIsRefusedKindly() throws IOException {
    var file = folder.resolve("nightdesk.yaml");
    assertThat(onlyProblem(file))
        .isEqualTo("f: there is no such file. Copy config.example.yaml there and fill it in.");

    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertThat(onlyProblem(file)).contains("is not UTF-8 text");

    Files.writeString(file, "#".repeat(ConfigReader.MAX_FILE_BYTES + 1));
    assertThat(onlyProblem(file)).contains("longer than 1 MiB");

    Files.writeString(file, "a: b: c");
    assertThat(onlyProblem(file))
        .isEqualTo("f:1:5: this is not YAML. Look at the indentation, quotes and colons there.");

    Files.writeString(file, "a: 1\n---\nb: 2\n");
    assertThat(onlyProblem(file)).contains("this is not YAML");

    Files.writeString(file, "home: " + "[".repeat(100));
    assertThat(onlyProblem(file)).contains("this is not YAML");

    assertThat(onlyProblem(folder)).contains("cannot be read");
  }

  private String onlyProblem(Path file) {
    var reading = samples.reader().read(file);
    assertThat(reading).isInstanceOf(Reading.Bad.class);
    assertThat(((Reading.Bad) reading).problems()).hasSize(1);
    return ((Reading.Bad) reading).problems().getFirst().text("f");
  }

  @Test
  void aFileAsLongAsAllowedAndWithAByteOrderMarkIsRead() throws IOException {
    var file = folder.resolve("nightdesk.yaml");
    var mark = "\uFEFF";
    int room = ConfigReader.MAX_FILE_BYTES - mark.getBytes(StandardCharsets.UTF_8).length;
    Files.writeString(file, mark + "#".repeat(room));

    assertThat(samples.reader().read(file)).isInstanceOf(Reading.Good.class);
  }

  @Test
  void noBytesMakeTheReaderThrow() throws IOException {
    long seed = 20261101;
    var random = new Random(seed);
    var example = Files.readString(Path.of("../config.example.yaml"));
    for (int round = 0; round < 2_000; round++) {
      var text = new StringBuilder(example);
      for (int slip = random.nextInt(1, 6); slip > 0; slip--) {
        int at = random.nextInt(text.length());
        text.replace(
            at,
            at + random.nextInt(3),
            "{}[]:,&*!|>'\"%@`-?#\n\t ${~\u0000".charAt(random.nextInt(26)) + "");
      }
      assertThat(samples.read(text.toString())).as("seed %d round %d", seed, round).isNotNull();
    }
  }
}
