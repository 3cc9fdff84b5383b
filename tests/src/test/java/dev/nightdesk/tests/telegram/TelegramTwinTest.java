package dev.nightdesk.tests.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import dev.nightdesk.tests.world.TestTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the twin promises, asked for with nothing but HTTP, so that it cannot lie to the adapter
/// and its own tests alike.
class TelegramTwinTest {
  private final TestTime clock = new TestTime();
  private final TelegramTwin twin = TelegramTwin.start(clock);
  private final HttpClient http = HttpClient.newHttpClient();
  private final TwinPerson ana = twin.person(111, "Ana");
  private final TwinChat chat = ana.chat();

  @AfterEach
  void stop() {
    http.close();
    twin.close();
  }

  private HttpResponse<String> post(String token, String method, String json) {
    var request =
        HttpRequest.newBuilder(URI.create(twin.apiUrl() + "/bot" + token + "/" + method))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private JsonNode call(String method, String json) {
    return TwinJson.read(post(TelegramTwin.TOKEN, method, json).body());
  }

  private JsonNode result(String method, String json) {
    var answer = call(method, json);
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("result");
  }

  private String refusal(String method, String json) {
    var answer = call(method, json);
    assertThat(answer.path("ok").asBoolean()).isFalse();
    return answer.path("error_code").asInt() + " " + answer.path("description").asText();
  }

  private JsonNode updates(long offset) {
    return result("getUpdates", "{'offset':%d,'timeout':0}".formatted(offset));
  }

  private long send(String text) {
    return result("sendMessage", "{'chat_id':111,'text':'%s'}".formatted(text))
        .path("message_id")
        .asLong();
  }

  @Test
  void methodNamesAreComparedWithoutCaseAndParametersComeInAnyForm() throws Exception {
    assertThat(result("SENDmessage", "{'chat_id':'111','text':'a'}").path("text").asText())
        .isEqualTo("a");

    var query = "/sendMessage?chat_id=111&text=in%20the%20query";
    var form =
        HttpRequest.newBuilder(URI.create(twin.apiUrl() + "/bot" + TelegramTwin.TOKEN + query));
    http.send(form.build(), BodyHandlers.ofString());
    assertThat(chat.fromBot().getLast().text()).isEqualTo("in the query");
  }

  @Test
  void aWrongTokenAndAWrongMethodAreToldApart() {
    assertThat(post("1:other", "getMe", "{}").statusCode()).isEqualTo(401);
    assertThat(post("nonsense", "getMe", "{}").statusCode()).isEqualTo(404);
    assertThat(refusal("getNothing", "{}")).isEqualTo("404 Not Found");
  }

  @Test
  void theDateHeaderIsTheTwinsOwnClock() {
    assertThat(post(TelegramTwin.TOKEN, "getMe", "{}").headers().firstValue("Date"))
        .contains("Sat, 21 Nov 2026 09:00:00 GMT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{'text':'x'} ~ 400 Bad Request: chat_id is empty",
        "{'chat_id':5,'text':'x'} ~ 400 Bad Request: chat not found",
        "{'chat_id':111,'text':''} ~ 400 Bad Request: message text is empty",
        "{'chat_id':111,'text':'<b> </b>','parse_mode':'HTML'}"
            + " ~ 400 Bad Request: text must be non-empty",
        "{'chat_id':111,'text':'x','parse_mode':'Markdown'} ~ 400 Bad Request: unsupported parse_mode",
        "{'chat_id':111,'text':'x','message_thread_id':3}"
            + " ~ 400 Bad Request: message thread not found",
        "{'chat_id':111,'text':'x','reply_parameters':{'message_id':99}}"
            + " ~ 400 Bad Request: message to be replied not found",
        "{'chat_id':111,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'a'}]]}}"
            + " ~ 400 Bad Request: BUTTON_DATA_INVALID"
      })
  void aMessageIsRefusedInTheServersWords(String json, String refusal) {
    assertThat(refusal("sendMessage", json)).isEqualTo(refusal);
    assertThat(chat.fromBot()).isEmpty();
  }

  @Test
  void textIsBoundedAfterParsingInUtf16Units() {
    var most = "<b>" + "🦉".repeat(2048) + "</b>";
    var json = "{'chat_id':111,'parse_mode':'HTML','text':'%s'}";

    assertThat(call("sendMessage", json.formatted(most)).path("ok").asBoolean()).isTrue();
    assertThat(refusal("sendMessage", json.formatted(most + "x")))
        .isEqualTo("400 Bad Request: message is too long");
  }

  @Test
  void aTokenIsBoundedInBytes() {
    var json =
        "{'chat_id':111,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'a',"
            + "'callback_data':'%s'}]]}}";

    assertThat(call("sendMessage", json.formatted("ü".repeat(32))).path("ok").asBoolean()).isTrue();
    assertThat(refusal("sendMessage", json.formatted("ü".repeat(32) + "x")))
        .contains("BUTTON_DATA_INVALID");
  }

  @Test
  void anEditChangesWhatIsShownAndTakesButtonsAwayThatItDoesNotName() {
    var sent =
        result(
            "sendMessage",
            "{'chat_id':111,'text':'a','disable_notification':true,'reply_markup':"
                + "{'inline_keyboard':[[{'text':'Go','callback_data':'t','style':'success'}]]}}");
    long id = sent.path("message_id").asLong();
    assertThat(chat.message(id).orElseThrow().labels()).containsExactly("Go");

    result("editMessageText", "{'chat_id':111,'message_id':%d,'text':'b'}".formatted(id));

    var shown = chat.message(id).orElseThrow();
    assertThat(shown.text()).isEqualTo("b");
    assertThat(shown.labels()).isEmpty();
    assertThat(shown.edits()).isEqualTo(1);
    assertThat(shown.silent()).isTrue();
  }

  @Test
  void anEditIsRefusedInTheServersWords() {
    long id = send("a");
    long foreign = ana.say("mine");
    var edit = "{'chat_id':111,'message_id':%d,'text':'%s'}";

    assertThat(refusal("editMessageText", edit.formatted(id, "a")))
        .startsWith("400 Bad Request: message is not modified");
    assertThat(refusal("editMessageText", edit.formatted(999, "b")))
        .isEqualTo("400 Bad Request: message to edit not found");
    assertThat(refusal("editMessageText", edit.formatted(foreign, "b")))
        .isEqualTo("400 Bad Request: message can't be edited");
    assertThat(refusal("editMessageText", edit.formatted(id, "x".repeat(4097))))
        .isEqualTo("400 Bad Request: MESSAGE_TOO_LONG");
    chat.delete(id);
    assertThat(refusal("editMessageText", edit.formatted(id, "b")))
        .isEqualTo("400 Bad Request: message to edit not found");
  }

  @Test
  void updatesStayUntilALaterOffsetConfirmsThem() {
    ana.say("one");
    ana.say("two");
    long first = updates(0).path(0).path("update_id").asLong();

    assertThat(updates(0)).hasSize(2);
    assertThat(updates(first + 1)).hasSize(1);
    assertThat(updates(0)).hasSize(1);
    assertThat(updates(first + 2)).isEmpty();
  }

  @Test
  void updatesAreKeptForADay() {
    ana.say("old");
    clock.pass(Duration.ofHours(24));
    assertThat(twin.unconfirmed()).hasSize(1);
    assertThat(updates(0)).hasSize(1);
    clock.pass(Duration.ofSeconds(1));
    assertThat(updates(0)).isEmpty();
  }

  @Test
  void aPollWaitsAndAnUpdateWakesIt() throws Exception {
    var answer = new ArrayBlockingQueue<JsonNode>(1);
    try (var _ = startPoll(answer)) {
      twin.awaitPolling();
      ana.say("wake up");
      assertThat(answer.take().path("result").path(0).path("message").path("text").asText())
          .isEqualTo("wake up");
    }
  }

  private AutoCloseable startPoll(ArrayBlockingQueue<JsonNode> answer) {
    var thread = Thread.ofVirtual().start(() -> answer.add(call("getUpdates", "{'timeout':50}")));
    return thread::join;
  }

  @Test
  void aSecondPollThrowsTheFirstOut() throws Exception {
    var answer = new ArrayBlockingQueue<JsonNode>(1);
    try (var _ = startPoll(answer)) {
      twin.pollElsewhere();
      assertThat(answer.take().path("description").asText())
          .startsWith("Conflict: terminated by other getUpdates request");
    }
    assertThat(twin.conflicts()).isEqualTo(1);
  }

  @Test
  void aWebhookForbidsPollingUntilItIsDeleted() {
    twin.setWebhook(true);
    assertThat(refusal("getUpdates", "{}")).startsWith("409 Conflict: can't use getUpdates");
    result("deleteWebhook", "{}");
    assertThat(updates(0)).isEmpty();
  }

  @Test
  void onlyAllowedKindsAreKept() {
    result("getUpdates", "{'timeout':0,'allowed_updates':['callback_query']}");
    ana.say("not asked for");
    assertThat(updates(0)).isEmpty();
  }

  @Test
  void aPressCanBeAnsweredForAWhile() {
    var sent =
        result(
            "sendMessage",
            "{'chat_id':111,'text':'a','reply_markup':{'inline_keyboard':[[{'text':'Go',"
                + "'callback_data':'t'}]]}}");
    var press = ana.press(sent.path("message_id").asLong(), "Go");
    assertThat(updates(0).path(0).path("callback_query").path("data").asText()).isEqualTo("t");

    result(
        "answerCallbackQuery",
        "{'callback_query_id':'%s','text':'done','show_alert':true}".formatted(press));
    assertThat(twin.awaitAnswer(press)).isEqualTo(new PressAnswer("done", true));

    clock.pass(Duration.ofSeconds(61));
    assertThat(refusal("answerCallbackQuery", "{'callback_query_id':'%s'}".formatted(press)))
        .startsWith("400 Bad Request: query is too old");
    assertThat(refusal("answerCallbackQuery", "{'callback_query_id':'nobody'}"))
        .startsWith("400 Bad Request: query is too old");
  }

  @Test
  void topicsExistOnlyInForums() {
    var forum = twin.forum(-100500, "forge");
    twin.group(-5, "club");

    assertThat(refusal("createForumTopic", "{'chat_id':-5,'name':'x'}"))
        .isEqualTo("400 Bad Request: the chat is not a forum");
    long thread =
        result("createForumTopic", "{'chat_id':-100500,'name':'x'}")
            .path("message_thread_id")
            .asLong();
    var json = "{'chat_id':-100500,'message_thread_id':%d,'text':'x'}".formatted(thread);
    result("sendMessage", json);
    assertThat(forum.fromBot().getLast().thread()).isEqualTo(thread);
    forum.closeTopic(thread);
    assertThat(refusal("sendMessage", json)).contains("TOPIC_CLOSED");
    forum.deleteTopic(thread);
    assertThat(refusal("sendMessage", json)).contains("message thread not found");
    forum.takeTopicRights();
    assertThat(refusal("createForumTopic", "{'chat_id':-100500,'name':'y'}"))
        .contains("not enough rights to create a topic");
  }

  @Test
  void aChatCanShutTheBotOutAndMove() {
    chat.shutOut();
    assertThat(refusal("sendMessage", "{'chat_id':111,'text':'x'}"))
        .isEqualTo("403 Forbidden: bot was blocked by the user");
    chat.letIn();
    send("back");

    var moved = twin.group(-5, "club").migrate();
    var answer = call("sendMessage", "{'chat_id':-5,'text':'x'}");
    assertThat(answer.path("parameters").path("migrate_to_chat_id").asLong()).isEqualTo(moved.id());
  }

  @Test
  void aTooFastBotIsToldHowLongToWait() {
    twin.pace(new TwinPace(clock, 1, 2, 30));
    send("1");
    send("2");

    var answer = call("sendMessage", "{'chat_id':111,'text':'3'}");
    assertThat(answer.path("error_code").asInt()).isEqualTo(429);
    assertThat(answer.path("parameters").path("retry_after").asInt()).isEqualTo(1);
    clock.pass(Duration.ofSeconds(1));
    send("3");
    assertThat(chat.fromBot()).extracting(ShownMessage::text).containsExactly("1", "2", "3");
  }

  @Test
  void aCutBeforeDidNothingAndACutAfterDidAndIsCounted() {
    twin.faults().next("sendMessage", new Fault.CutBefore());
    assertThatThrownBy(() -> send("lost")).isInstanceOf(AssertionError.class);
    assertThat(chat.fromBot()).isEmpty();

    twin.faults().next("sendMessage", new Fault.CutAfter());
    assertThatThrownBy(() -> send("there")).isInstanceOf(AssertionError.class);
    twin.faults().next("sendMessage", new Fault.CutInAnswer());
    assertThatThrownBy(() -> send("there too")).isInstanceOf(AssertionError.class);
    send("answered");

    assertThat(chat.fromBot())
        .extracting(ShownMessage::text)
        .containsExactly("there", "there too", "answered");
    assertThat(twin.creates()).hasSize(3);
    assertThat(twin.cutCreates()).isEqualTo(2);
  }

  @Test
  void aProxysPageIsNoJson() {
    twin.faults().next("*", new Fault.ProxyPage(502));
    var answer = post(TelegramTwin.TOKEN, "sendMessage", "{'chat_id':111,'text':'x'}");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(chat.fromBot()).isEmpty();
  }

  @Test
  void aWatcherIsToldOfEveryMessageAndEdit() {
    var seen = new ArrayList<String>();
    twin.watch((where, message) -> seen.add(where.id() + " " + message.text()));
    long id = send("a");
    result("editMessageText", "{'chat_id':111,'message_id':%d,'text':'b'}".formatted(id));

    assertThat(seen).containsExactly("111 a", "111 b");
  }

  @Test
  void aSlowAnswerComes() {
    twin.faults().next("sendMessage", new Fault.Slow(Duration.ofMillis(20)));

    assertThat(send("slow")).isPositive();
  }

  @Test
  void anAnswerCanBeHeldAtAGate() throws Exception {
    var gate = new Gate();
    twin.faults().next("sendMessage", new Fault.HoldAfter(gate));
    var sending = Thread.ofVirtual().start(() -> send("slow"));
    gate.awaitCall();

    assertThat(chat.await("the message", _ -> true).text()).isEqualTo("slow");
    assertThat(sending.isAlive()).isTrue();
    gate.open();
    sending.join();
  }

  @Test
  void filesArePutUpAndFetched() throws Exception {
    var bytes = ByteString.encodeUtf8("content");
    ana.sendDocument("a.txt", bytes, "see");
    var file = updates(0).path(0).path("message").path("document").path("file_id").asText();
    var path = result("getFile", "{'file_id':'%s'}".formatted(file)).path("file_path").asText();
    var address = twin.apiUrl() + "/file/bot" + TelegramTwin.TOKEN + "/" + path;
    var got =
        http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());

    assertThat(got.body()).isEqualTo("content");
    assertThat(refusal("getFile", "{'file_id':'none'}")).contains("wrong file_id");
  }

  @Test
  void peopleShowUpAsTheApiShowsThem() {
    var group = twin.supergroup(-1007, "ops");
    var there = ana.in(group);
    there.forward(new TwinUser(9, "Ben", "", false), "/stop");
    there.sayAnonymously("/stop");
    twin.otherBot(8000, "other_bot", group).say("beep");
    there.sayVia(new TwinUser(8001, "gif", "gif", true), "look");
    there.edit(there.say("/a@desk_bot and @other"), "changed");

    var updates = updates(0);
    assertThat(updates.path(0).path("message").path("forward_origin").path("type").asText())
        .isEqualTo("user");
    assertThat(updates.path(1).path("message").path("sender_chat").path("id").asLong())
        .isEqualTo(-1007);
    assertThat(updates.path(2).path("message").path("from").path("is_bot").asBoolean()).isTrue();
    assertThat(updates.path(3).path("message").has("via_bot")).isTrue();
    assertThat(updates.path(4).path("message").path("entities"))
        .extracting(entity -> entity.path("type").asText() + entity.path("length").asInt())
        .containsExactly("bot_command11", "mention6");
    assertThat(updates.path(5).path("edited_message").path("text").asText()).isEqualTo("changed");
  }
}
