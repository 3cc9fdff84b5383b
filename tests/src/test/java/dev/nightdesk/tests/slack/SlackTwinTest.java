package dev.nightdesk.tests.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.world.TestTime;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the twin promises, asked for with nothing but HTTP, so that it cannot lie to the adapter
/// and its own tests alike.
class SlackTwinTest {
  private final TestTime clock = new TestTime();
  private final SlackTwin twin = SlackTwin.start(clock);
  private final SlackWire wire = new SlackWire(twin);
  private final SlackPerson ana = twin.person("U42", "Ana");
  private final SlackChannel ops = twin.channel("C1", "ops");

  @AfterEach
  void stop() {
    wire.close();
    twin.close();
  }

  private String post(String text) {
    return wire.ok("chat.postMessage", said(text)).path("ts").asText();
  }

  private static ObjectNode said(String text) {
    return SlackJson.object().put("channel", "C1").put("text", text);
  }

  private List<JsonNode> events(String type) {
    return twin.payloads().stream()
        .map(payload -> SlackJson.read(payload, "payload").path("event"))
        .filter(event -> event.path("type").asText().equals(type))
        .toList();
  }

  @Test
  void tokensAreToldApart() {
    var json = "application/json";
    assertThat(wire.post("", "auth.test", json, "{}").body()).contains("not_authed");
    assertThat(wire.post("xoxb-other", "auth.test", json, "{}").body()).contains("invalid_auth");
    assertThat(wire.post(SlackTwin.APP_TOKEN, "auth.test", json, "{}").body())
        .contains("not_allowed_token_type");
    assertThat(wire.post(SlackTwin.BOT_TOKEN, "apps.connections.open", json, "{}").body())
        .contains("not_allowed_token_type");
    assertThat(wire.post(SlackTwin.BOT_TOKEN, "auth.test", json, "{}").body())
        .contains("\"ok\":true", "\"user_id\":\"U0DESK\"", "\"bot_id\":\"B0DESK\"");
    twin.revoke();
    assertThat(wire.refusal("auth.test", "{}")).isEqualTo("token_revoked");
  }

  @Test
  void bodiesAreFormsOrJson() {
    var bot = SlackTwin.BOT_TOKEN;
    assertThat(wire.post(bot, "chat.postMessage", "application/json", "{\"channel\":").body())
        .contains("invalid_json");
    assertThat(wire.post(bot, "chat.postMessage", "application/json", "[]").body())
        .contains("json_not_object");
    assertThat(wire.post(bot, "chat.postMessage", "text/plain", "x").body())
        .contains("invalid_post_type");
    var body = "{\"channel\":\"C1\",\"text\":\"1 + 1\"}";
    assertThat(wire.post(bot, "chat.postMessage", "application/json; charset=utf-8", body).body())
        .contains("\"ok\":true");
    post("1 + 1 = zwölf 🦉");
    assertThat(ops.fromBot())
        .extracting(ShownMessage::text)
        .containsExactly("1 + 1", "1 + 1 = zwölf 🦉");
    assertThat(wire.refusal("chat.nothing", "{}")).isEqualTo("unknown_method");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "chat.postMessage ~ {'text':'x'} ~ invalid_arguments",
        "chat.postMessage ~ {'channel':'C9','text':'x'} ~ channel_not_found",
        "chat.postMessage ~ {'channel':'C1'} ~ no_text",
        "chat.postMessage ~ {'channel':'C1','text':' '} ~ no_text",
        "chat.postMessage ~ {'channel':'C1','text':'x','thread_ts':'1.2'} ~ thread_not_found",
        "chat.postMessage ~ {'channel':'C1','text':'x','blocks':'[{'} ~ invalid_blocks_format",
        "chat.postMessage ~ {'channel':'C1','text':'x','blocks':{}} ~ invalid_blocks_format",
        "chat.postMessage ~ {'channel':'C1','text':'x','metadata':{'a':1}}"
            + " ~ invalid_metadata_format",
        "chat.postMessage ~ {'channel':'C1','text':'x','markdown_text':'y'}"
            + " ~ markdown_text_conflict",
        "chat.update ~ {'channel':'C1','text':'x'} ~ invalid_arguments",
        "chat.update ~ {'channel':'C1','ts':'1.2','text':'x'} ~ message_not_found",
        "chat.update ~ {'channel':'C1','ts':'1.2'} ~ no_text",
        "chat.delete ~ {'channel':'C1','ts':'1.2'} ~ message_not_found",
        "chat.postEphemeral ~ {'channel':'C1','text':'x'} ~ invalid_arguments",
        "chat.postEphemeral ~ {'channel':'C1','text':'x','user':'U9'} ~ user_not_in_channel",
        "chat.getPermalink ~ {'channel':'C1','message_ts':'1.2'} ~ message_not_found",
        "conversations.open ~ {} ~ invalid_arguments",
        "conversations.open ~ {'users':'U9'} ~ user_not_found",
        "conversations.info ~ {'channel':'C9'} ~ channel_not_found",
        "conversations.history ~ {'channel':'C1','cursor':'x'} ~ invalid_cursor",
        "conversations.history ~ {'channel':'C1','limit':'0'} ~ invalid_limit",
        "conversations.history ~ {'channel':'C1','oldest':'x'} ~ invalid_ts_oldest",
        "conversations.history ~ {'channel':'C1','latest':'x'} ~ invalid_ts_latest",
        "conversations.replies ~ {'channel':'C1','ts':'1.2'} ~ thread_not_found",
        "users.info ~ {'user':'U9'} ~ user_not_found",
        "bots.info ~ {'bot':'B9'} ~ bot_not_found",
        "reactions.add ~ {'channel':'C1','timestamp':'1.2'} ~ invalid_arguments",
        "reactions.add ~ {'channel':'C1','timestamp':'1.2','name':'eyes'} ~ message_not_found",
        "views.open ~ {'trigger_id':'x'} ~ invalid_arguments",
        "views.update ~ {'view':{'type':'modal'}} ~ invalid_arguments",
        "files.getUploadURLExternal ~ {'filename':'a'} ~ invalid_arguments",
        "files.getUploadURLExternal ~ {'filename':'a','length':0} ~ invalid_arguments",
        "files.completeUploadExternal ~ {'files':[{'id':'F9'}]} ~ file_not_found",
        "files.info ~ {'file':'F9'} ~ file_not_found",
        "assistant.threads.setStatus ~ {'channel_id':'C1','thread_ts':'1.2','status':'x'}"
            + " ~ thread_not_found",
      })
  void aCallIsRefusedInTheServersWords(String method, String json, String error) {
    assertThat(wire.refusal(method, json)).isEqualTo(error);
  }

  @Test
  void aTextHasFortyThousandCharactersAndMarkdownTwelve() {
    assertThat(wire.outcome("chat.postMessage", said("x".repeat(40_000)))).isEqualTo("ok");
    assertThat(wire.outcome("chat.postMessage", said("x".repeat(40_001))))
        .isEqualTo("msg_too_long");
    var markdown = SlackJson.object().put("channel", "C1");
    markdown.put("markdown_text", "# x\n" + "x".repeat(11_996));
    assertThat(wire.outcome("chat.postMessage", markdown)).isEqualTo("ok");
    markdown.put("markdown_text", "x".repeat(12_001));
    assertThat(wire.outcome("chat.postMessage", markdown)).isEqualTo("msg_too_long");
  }

  @Test
  void onlyTheBotsOwnMessagesCanBeChangedAndDeleted() {
    var hers = ana.in(ops).say("hers");
    assertThat(wire.refusal("chat.update", said("x").put("ts", hers)))
        .isEqualTo("cant_update_message");
    assertThat(wire.refusal("chat.delete", said("").put("ts", hers)))
        .isEqualTo("cant_delete_message");

    var ours = post("one");
    wire.ok("chat.update", said("two").put("ts", ours));
    assertThat(ops.message(ours).orElseThrow().text()).isEqualTo("two");
    assertThat(ops.message(ours).orElseThrow().edits()).isEqualTo(1);
    wire.ok("chat.update", said("two").put("ts", ours));
    assertThat(ops.message(ours).orElseThrow().edits()).isEqualTo(1);
    wire.ok("chat.delete", said("").put("ts", ours));
    assertThat(ops.message(ours)).isEmpty();
  }

  @Test
  void aTextWithoutBlocksTakesTheBlocksAway() {
    var blocks =
        "[{'type':'header','text':{'type':'plain_text','text':'Head'}}]".replace('\'', '"');
    var ts = wire.ok("chat.postMessage", said("a").put("blocks", blocks)).path("ts").asText();
    assertThat(ops.message(ts).orElseThrow().text()).isEqualTo("Head");
    wire.ok("chat.update", said("b").put("ts", ts));
    assertThat(ops.message(ts).orElseThrow().text()).isEqualTo("b");
  }

  @Test
  void aThreadHangsOnItsRoot() {
    var root = ana.in(ops).say("root");
    var reply = wire.ok("chat.postMessage", said("reply").put("thread_ts", root));
    var ts = reply.path("ts").asText();
    assertThat(ops.thread(root)).extracting(ShownMessage::text).containsExactly("reply");
    assertThat(wire.refusal("chat.postMessage", said("x").put("thread_ts", ts)))
        .isEqualTo("cannot_reply_to_message");
    var link = wire.ok("chat.getPermalink", "{'channel':'C1','message_ts':'" + ts + "'}");
    assertThat(link.path("permalink").asText())
        .isEqualTo(
            "https://twin.slack.com/archives/C1/p%s?thread_ts=%s&cid=C1"
                .formatted(ts.replace(".", ""), root));

    ops.delete(root);
    assertThat(ops.message(root).orElseThrow().text()).isEqualTo("This message was deleted.");
    ops.delete(ts);
    assertThat(ops.message(ts)).isEmpty();
  }

  @Test
  void whoIsNotThereCannotWrite() {
    ops.archive();
    assertThat(wire.refusal("chat.postMessage", said("x"))).isEqualTo("is_archived");
    var secret = twin.privateChannel("C2", "secret");
    var other = twin.channel("C3", "other");
    secret.shutOut();
    other.shutOut();
    ana.channel().shutOut();
    assertThat(wire.refusal("chat.postMessage", said("x").put("channel", "C2")))
        .isEqualTo("channel_not_found");
    assertThat(wire.refusal("chat.postMessage", said("x").put("channel", "C3")))
        .isEqualTo("not_in_channel");
    assertThat(wire.refusal("chat.postMessage", said("x").put("channel", "U42")))
        .isEqualTo("channel_not_found");
    assertThat(events("channel_left")).hasSize(1);
    assertThat(events("group_left")).hasSize(1);
    assertThat(events("member_left_channel")).hasSize(2);
    other.letIn();
    assertThat(wire.outcome("chat.postMessage", said("x").put("channel", "C3"))).isEqualTo("ok");
    secret.shutOut();
    int told = twin.payloads().size();
    ana.in(secret).say("among ourselves");
    assertThat(twin.payloads()).hasSize(told);
  }

  @Test
  void metadataIsFoundAgainByWhoAsksForIt() {
    var metadata = SlackJson.object().put("event_type", "card");
    metadata.putObject("event_payload").put("nonce", "n1");
    var ts = wire.ok("chat.postMessage", said("x").put("metadata", metadata.toString())).path("ts");
    assertThat(wire.ok("conversations.history", "{'channel':'C1'}").findValue("metadata")).isNull();
    var found =
        wire.ok("conversations.history", "{'channel':'C1','include_all_metadata':true}")
            .path("messages")
            .get(0);
    assertThat(found.path("ts")).isEqualTo(ts);
    assertThat(found.at("/metadata/event_payload/nonce").asText()).isEqualTo("n1");
    wire.ok("chat.update", said("y").put("ts", ts.asText()));
    assertThat(ops.message(ts.asText()).orElseThrow().json().has("metadata")).isTrue();
    wire.ok("chat.update", said("y").put("ts", ts.asText()).put("metadata", "{}"));
    assertThat(ops.message(ts.asText()).orElseThrow().json().has("metadata")).isFalse();
  }

  @Test
  void historyComesInPagesNewestFirst() {
    var all = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      all.add(post("m" + i));
    }
    var reply = wire.ok("chat.postMessage", said("reply").put("thread_ts", all.getFirst()));
    var first = wire.ok("conversations.history", "{'channel':'C1','limit':2}");
    assertThat(first.path("messages").findValuesAsText("text")).containsExactly("m4", "m3");
    assertThat(first.path("has_more").asBoolean()).isTrue();
    var next = SlackJson.object().put("channel", "C1").put("limit", 9);
    next.put("cursor", first.at("/response_metadata/next_cursor").asText());
    var second = wire.ok("conversations.history", next);
    assertThat(second.path("messages").findValuesAsText("text")).containsExactly("m2", "m1", "m0");
    assertThat(second.path("has_more").asBoolean()).isFalse();

    var bounds = SlackJson.object().put("channel", "C1").put("oldest", all.get(1));
    bounds.put("latest", all.get(3));
    assertThat(wire.ok("conversations.history", bounds).path("messages").findValuesAsText("text"))
        .containsExactly("m2");
    bounds.put("inclusive", true);
    assertThat(wire.ok("conversations.history", bounds).path("messages")).hasSize(3);
    var upTo = SlackJson.object().put("channel", "C1").put("latest", all.get(2)).put("limit", 2);
    assertThat(wire.ok("conversations.history", upTo).path("messages").findValuesAsText("text"))
        .containsExactly("m1", "m0");
    var root = wire.ok("conversations.history", upTo).at("/messages/1");
    assertThat(root.path("latest_reply")).isEqualTo(reply.path("ts"));
    upTo.put("inclusive", true);
    assertThat(wire.ok("conversations.history", upTo).path("messages").findValuesAsText("text"))
        .containsExactly("m2", "m1");
    var replies =
        wire.ok("conversations.replies", "{'channel':'C1','ts':'%s'}".formatted(all.getFirst()));
    assertThat(replies.path("messages").findValuesAsText("text")).containsExactly("m0", "reply");
    assertThat(replies.at("/messages/0/reply_count").asInt()).isEqualTo(1);
  }

  @Test
  void peopleBotsAndConversationsAreKnown() {
    twin.otherBot("U7", "Builder", ops);
    assertThat(wire.ok("users.info", "{'user':'U42'}").at("/user/profile/display_name").asText())
        .isEqualTo("Ana");
    assertThat(wire.ok("bots.info", "{'bot':'B7'}").at("/bot/user_id").asText()).isEqualTo("U7");
    assertThat(wire.ok("conversations.open", "{'users':'U42'}").at("/channel/id").asText())
        .isEqualTo(ana.channel().id());
    assertThat(
            wire.ok("conversations.info", "{'channel':'C1'}").at("/channel/is_member").asBoolean())
        .isTrue();
    var ts = post("x");
    var reaction = "{'channel':'C1','timestamp':'%s','name':'eyes'}".formatted(ts);
    wire.ok("reactions.add", reaction);
    assertThat(wire.refusal("reactions.add", reaction)).isEqualTo("already_reacted");
    assertThat(ops.message(ts).orElseThrow().reactions()).containsExactly("eyes");
    wire.ok(
        "assistant.threads.setStatus",
        "{'channel_id':'C1','thread_ts':'%s','status':'is thinking'}".formatted(ts));
    assertThat(ops.status(ts)).isEqualTo("is thinking");
    wire.ok("chat.postMessage", said("thought").put("thread_ts", ts));
    assertThat(ops.status(ts)).isEmpty();
  }

  @Test
  void aMentionComesTwiceUnderTwoIds() {
    var ts = ana.in(ops).mention("a < b");
    var message = events("message").getFirst();
    var mention = events("app_mention").getFirst();
    assertThat(message.path("ts").asText()).isEqualTo(ts);
    assertThat(mention.path("ts").asText()).isEqualTo(ts);
    assertThat(mention.path("text").asText()).isEqualTo("<@U0DESK> a &lt; b");
    assertThat(twin.payloads())
        .extracting(payload -> SlackJson.read(payload, "").path("event_id").asText())
        .doesNotHaveDuplicates();
    assertThat(ops.message(ts).orElseThrow().text()).isEqualTo("@Desk a < b");
    assertThat(ops.message(ts).orElseThrow().mentions()).containsExactly("U0DESK");
    ana.mention("here we are alone");
    assertThat(events("app_mention")).hasSize(1);
  }

  @Test
  void aFileIsUploadedInThreeSteps() {
    var begun = wire.ok("files.getUploadURLExternal", "{'filename':'a.diff','length':5}");
    var url = begun.path("upload_url").asText();
    var id = begun.path("file_id").asText();
    var complete =
        "{'files':[{'id':'%s','title':'A'}],'channel_id':'C1','initial_comment':'all'}"
            .formatted(id);
    assertThat(wire.refusal("files.completeUploadExternal", complete)).isEqualTo("file_not_found");
    var wrong = wire.send(wire.to(url).POST(BodyPublishers.ofString("1234")));
    assertThat(wrong.statusCode()).isEqualTo(400);
    var sent = wire.send(wire.to(url).POST(BodyPublishers.ofString("12345")));
    assertThat(sent.body()).isEqualTo("OK - 5");

    twin.hideShares(1);
    wire.ok("files.completeUploadExternal", complete);
    assertThat(wire.refusal("files.completeUploadExternal", complete)).isEqualTo("file_not_found");
    var shown = ops.fromBot().getFirst();
    assertThat(shown.text()).isEqualTo("all");
    assertThat(shown.files().getFirst().bytes()).isEqualTo(ByteString.encodeUtf8("12345"));
    var info = "{'file':'" + id + "'}";
    assertThat(wire.ok("files.info", info).at("/file/shares")).isEmpty();
    assertThat(wire.ok("files.info", info).at("/file/shares/public/C1/0/ts").asText())
        .isEqualTo(shown.ts());
  }

  @Test
  void aFileIsOnlyForWhoHasTheToken() {
    ana.sendFile("a.txt", ByteString.encodeUtf8("secret"), "see");
    var url = events("message").getFirst().at("/files/0/url_private").asText();
    assertThat(wire.send(wire.to(url)).body()).contains("Sign in");
    var authorized = wire.to(url).header("Authorization", "Bearer " + SlackTwin.BOT_TOKEN);
    assertThat(wire.send(authorized).body()).isEqualTo("secret");
    assertThat(events("message").getFirst().path("subtype").asText()).isEqualTo("file_share");
  }

  @Test
  void whatIsTooFastIsToldHowLongToWait() {
    twin.pace(SlackPace.published(clock));
    for (int i = 0; i < 4; i++) {
      post("m");
    }
    var response = wire.form("chat.postMessage", said("one too many"));
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(response.body()).contains("ratelimited");
    wire.ok("chat.postMessage", said("elsewhere").put("channel", "U42"));
    clock.pass(Duration.ofSeconds(1));
    var ts = post("in time");
    for (int i = 0; i < 50; i++) {
      wire.ok("chat.update", said("edit " + i).put("ts", ts));
    }
    assertThat(wire.form("chat.update", said("x").put("ts", ts)).statusCode()).isEqualTo(429);
  }

  @Test
  void faultsHappenOnceAndAsOrdered() {
    var faults = twin.faults();
    faults.next("chat.postMessage", new SlackFault.TooMany(7));
    faults.next("chat.postMessage", new SlackFault.Refuse("fatal_error"));
    faults.next("chat.postMessage", new Fault.ProxyPage(502));
    faults.next("chat.postMessage", new Fault.Nonsense("<html>"));
    faults.next("chat.postMessage", new Fault.CutBefore());
    var first = wire.form("chat.postMessage", said("x"));
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(wire.refusal("chat.postMessage", said("x"))).isEqualTo("fatal_error");
    assertThat(wire.form("chat.postMessage", said("x")).statusCode()).isEqualTo(502);
    assertThat(wire.form("chat.postMessage", said("x")).body()).isEqualTo("<html>");
    assertThatThrownBy(() -> wire.form("chat.postMessage", said("x")))
        .isInstanceOf(AssertionError.class);
    assertThat(ops.messages()).isEmpty();
    faults.next("chat.postMessage", new Fault.CutAfter());
    assertThatThrownBy(() -> wire.form("chat.postMessage", said("happened")))
        .isInstanceOf(AssertionError.class);
    assertThat(ops.fromBot()).extracting(ShownMessage::text).containsExactly("happened");
    assertThat(twin.cutCreates()).isEqualTo(1);
    faults.next("chat.postMessage", new Fault.Slow(Duration.ofMillis(50)));
    post("slow");
    assertThat(twin.calls("chat.postMessage")).isEqualTo(7);
  }

  @Test
  void aChannelBecomesAPage() {
    var root = ana.in(ops).say("root <b>");
    var blocks =
        "[{'type':'actions','elements':[{'type':'button','value':'v','style':'primary',"
            + "'text':{'type':'plain_text','text':'Go'}}]}]";
    wire.ok(
        "chat.postMessage",
        said("x").put("thread_ts", root).put("blocks", blocks.replace('\'', '"')));
    assertThat(SlackPage.of(ops))
        .contains("root &lt;b>", "<div class=\"button primary\">Go</div>", "replies");
  }
}
