package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.TelegramFault;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.world.Below;
import dev.nightdesk.tests.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What comes late, what comes as a file, and what goes wrong between us and Telegram.
final class TroubleFromThePhoneTest extends PhoneTest {
  private static final Pattern PORT = Pattern.compile("http on port (\\d+)");

  @AfterEach
  void nothingGoesWrongAnyMore() {
    machine().telegram().faults().clear();
  }

  @Test
  void aMessageOlderThanTenMinutesIsShownWithItsAgeAndAskedAbout() {
    var ana = owner();
    sayEarlier(ana, "result run late", 25 * 60);

    var asked = ana.asked("Run", "This reached me 25m late. Should I still do it?");
    assertThat(asked.text()).contains("result run late");
    assertThat(asked.labels()).containsExactly("Run", "Drop");
    ana.press(asked, "Run");

    ana.answer("run late");
    assertThat(ana.becomes(asked, "Run by " + ana.name()).labels()).isEmpty();
    assertThat(ana.pressOld(asked, "Drop"))
        .isEqualTo(
            "This was decided on already. If it was dropped, send it again to have it done.");
  }

  @Test
  void aLateMessageCanBeDropped() {
    var ana = owner();
    sayEarlier(ana, "result never", 3 * 60 * 60);

    var asked = ana.asked("Drop", "This reached me 3h 00m late.");
    assertThat(ana.press(asked, "Drop")).isEqualTo("Dropped.");

    ana.becomes(asked, "Dropped by " + ana.name());
  }

  @Test
  void lookingIsNeverLateAndNineMinutesAreInTime() {
    var ana = owner();
    sayEarlier(ana, "/help", 60 * 60);
    ana.sees("What you can do here");
    sayEarlier(ana, "result in time", 9 * 60);
    ana.answer("in time");
  }

  private static void sayEarlier(Handset somebody, String text, long seconds) {
    somebody
        .person()
        .sendOther(fields ->
            fields.put("text", text).put("date", Instant.now().getEpochSecond() - seconds));
  }

  @Test
  void photosAndDocumentsArriveAsFilesOfTheSession() throws IOException {
    var ana = owner();
    var log = ByteString.encodeUtf8("it failed in line 7\n");
    ana.person().sendDocument("build log.txt", log, "what went wrong in this log?");
    ana.asked("1 · Quick", "How careful");
    var photo = ByteString.of((byte) 0xFF, (byte) 0xD8, (byte) 7);
    var ben = operator();
    ben.person().sendPhoto(photo, "what is on this picture?");
    ben.asked("1 · Quick", "How careful");

    assertThat(attached("what went wrong in this log?", "build_log.txt")).isEqualTo(log);
    assertThat(attached("what is on this picture?", ".jpg")).isEqualTo(photo);
  }

  @Test
  void aFileWithoutWordsIsATaskToo() throws IOException {
    var ana = owner();
    var notes = ByteString.encodeUtf8("todo\n");
    ana.person().sendDocument("notes.md", notes, "");
    ana.asked("1 · Quick", "notes.md");

    assertThat(attached("notes.md", "notes.md")).isEqualTo(notes);
  }

  @Test
  void anAlbumGoesToOneSession() {
    var ana = owner();
    for (int part = 1; part <= 3; part++) {
      var file = machine().telegram().store(part + ".jpg", ByteString.of((byte) part));
      var caption = part == 1 ? "compare these pictures" : "";
      ana.person()
          .sendOther(fields -> {
            fields.put("media_group_id", "album").put("caption", caption);
            var size = fields.putArray("photo").addObject().put("file_id", file);
            size.put("width", 90).put("height", 60).put("file_size", 1);
          });
    }

    ana.sees("queued 2 · after");
    assertThat(sessionsOf(ana)).hasSize(1);
  }

  @Test
  void aTextThatIsLongerThanAMessageGoesToOneSession() {
    var ana = owner();
    ana.person().say("compare these words: " + "word ".repeat(800));
    ana.person().say("and that was all");

    ana.sees("queued 1 · after");
    assertThat(sessionsOf(ana)).hasSize(1);
  }

  private List<String> sessionsOf(Handset person) {
    return machine()
        .books()
        .column("SELECT id FROM sessions WHERE body LIKE '%\"chat\":\"" + person.id() + "\"%'");
  }

  /// The file that an agent was told of, after the words it came with.
  private ByteString attached(String words, String end) throws IOException {
    var told = Pattern.compile("Attached file: ([^\"\\\\]+" + Pattern.quote(end) + ")");
    var sessions = machine().home().resolve("sessions");
    for (Path journal : Below.of(sessions, 3).filter(file -> file.endsWith("in.jsonl")).toList()) {
      var found = told.matcher(Files.readString(journal));
      if (Files.readString(journal).contains(words) && found.find()) {
        var file = Path.of(found.group(1));
        assertThat(file).startsWith(journal.resolve("../..").normalize().toRealPath());
        return ByteString.of(Files.readAllBytes(file));
      }
    }
    throw new AssertionError("no agent was told of a file " + end + " after: " + words);
  }

  @Test
  void aFileThatIsTooBigIsRefusedWithWords() {
    var ana = owner();
    ana.person()
        .sendOther(fields -> {
          fields.put("caption", "look at this image");
          var document = fields.putObject("document").put("file_id", "big");
          document.put("file_unique_id", "u").put("file_name", "disk.iso");
          document.put("file_size", 25L << 20);
        });

    ana.sees(
        "disk.iso: 25 MB, and this channel hands over at most 20 MB. The agent goes on without.");
  }

  @Test
  void tooManyRequestsAreObeyed() {
    var ana = owner();
    machine().telegram().faults().next("sendMessage", new TelegramFault.TooMany(1));
    ana.say("result patient");

    ana.answer("patient");
    assertThat(ana.chat().fromBot()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aServerInTroubleIsAskedAgain() {
    var ana = owner();
    machine().telegram().faults().next("sendMessage", new Fault.ProxyPage(503));
    machine().telegram().faults().next("editMessageText", new Fault.ProxyPage(502));
    machine().telegram().faults().next("getUpdates", new Fault.ProxyPage(500));
    ana.say("permission Bash go; result recovered");

    var asked = ana.asked("Allow once", "go");
    machine().telegram().faults().next("answerCallbackQuery", new Fault.ProxyPage(502));
    ana.press(asked, "Allow once");
    ana.answer("recovered");
    ana.sees("Completed · permission Bash go");
  }

  @Test
  void aCutConnectionLosesNothingAndLeavesOneTwinAtMost() throws Exception {
    var ana = owner();
    long cutBefore = machine().telegram().cutCreates();
    machine().telegram().faults().next("sendMessage", new Fault.CutAfter());
    ana.say("result after the cut");
    ana.answer("after the cut");
    World.await("the twin", () -> ana.chat().fromBot().size() == 3);
    var ben = operator();
    machine().telegram().faults().next("sendMessage", new Fault.CutBefore());
    ben.say("result before the cut");
    ben.answer("before the cut");
    World.await("both messages", () -> ben.chat().fromBot().size() == 2);

    long cut = machine().telegram().cutCreates() - cutBefore;
    assertThat(cut).isEqualTo(1);
    assertThat(ana.chat().fromBot()).hasSize(3);
    assertThat(ben.chat().fromBot()).hasSize(2);
  }

  @Test
  void aSecondPollerMakesUsStandDownAndSayIt() throws Exception {
    var ana = owner();
    machine().telegram().pollElsewhere();
    World.await("/ready to be red", () -> ready().statusCode() == 503);
    assertThat(ready().body()).contains("another program polls this bot");

    ana.say("result kept meanwhile");
    machine().stop().start();

    ana.answer("kept meanwhile");
    World.await("/ready to be green", () -> ready().statusCode() == 200);
  }

  private HttpResponse<String> ready() {
    var port = PORT.matcher(machine().readyLine());
    assertThat(port.find()).isTrue();
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/ready")).build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void aGroupThatBecomesASupergroupTakesItsSessionsAlong() {
    var small = seen(machine().telegram().group(-90, "Team"));
    var ana = owner().in(small);
    ana.say("/enable");
    ana.sees("I listen in this group now");
    ana.say("@desk_bot permission Bash go; result moved along");
    ana.asked("Allow once", "go");

    var large = ana.in(seen(small.migrate()));
    large.say("@desk_bot /peek");
    var copy = large.asked("Allow once", "go");
    large.press(copy, "Allow once");

    var answer = large.answer("moved along");
    large.reply(answer, "result still the same");
    assertThat(Handset.shortId(large.answer("still the same"))).isEqualTo(Handset.shortId(answer));
  }
}
