package dev.nightdesk.tests.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import dev.nightdesk.tests.world.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the twin refuses and allows with messages, asked for with nothing but HTTP, so that it
/// cannot lie to the adapter and its own tests alike.
class DiscordRulesTest {
  private static final String MESSAGES = "channels/501/messages";

  private final TestTime clock = new TestTime();
  private final DiscordTwin twin = DiscordTwin.start(clock);
  private final Rest rest = new Rest(twin);
  private final DiscordGuild guild = twin.guild(500, "forge");
  private final DiscordChannel general = guild.text(501, "general");
  private final DiscordPerson ana = twin.person(111, "Ana").in(general);

  @AfterEach
  void stop() {
    rest.close();
    twin.close();
  }

  private long say(String text) {
    return rest.ok("POST", MESSAGES, "{'content':'%s'}".formatted(text)).path("id").asLong();
  }

  private static String many(String what, int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> what.replace("#", Integer.toString(i)))
        .collect(Collectors.joining(","));
  }

  /// What fills a limit is taken, one more is not.
  private void bounded(String json, String fill, int most, String where, String code) {
    rest.ok("POST", MESSAGES, json.formatted(fill.repeat(most)));
    var refused = rest.send("POST", MESSAGES, json.formatted(fill.repeat(most + 1)));
    assertThat(Rest.refusal(refused)).isEqualTo("400 50035 Invalid Form Body");
    var at = Rest.read(refused).path("errors");
    for (var step : where.split("\\.", -1)) {
      at = at.path(step);
    }
    assertThat(at.path("_errors").path(0).path("code").asText()).as(refused.body()).isEqualTo(code);
  }

  @Test
  void onlyTheBotGetsInAndOnlyKnownDoorsOpen() {
    assertThat(Rest.refusal(rest.send("other", "GET", "users/@me", "")))
        .isEqualTo("401 0 401: Unauthorized");
    assertThat(rest.refusal("GET", "nothing/here", "")).isEqualTo("404 0 404: Not Found");
    assertThat(rest.ok("GET", "users/@me", "").path("bot").asBoolean()).isTrue();
    assertThat(rest.ok("GET", "gateway/bot", "").path("url").asText()).isEqualTo(twin.gatewayUrl());
    assertThat(rest.refusal("POST", MESSAGES, "{'content':"))
        .isEqualTo("400 50109 The request body contains invalid JSON.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{'content':'%s'} ~ 2000 ~ content",
        "{'content':'x','nonce':'%s'} ~ 25 ~ nonce",
        "{'embeds':[{'title':'%s'}]} ~ 256 ~ embeds.0.title",
        "{'embeds':[{'description':'%s'}]} ~ 4096 ~ embeds.0.description",
        "{'embeds':[{'footer':{'text':'%s'}}]} ~ 2048 ~ embeds.0.footer.text",
        "{'embeds':[{'fields':[{'name':'%s','value':'v'}]}]} ~ 256 ~ embeds.0.fields.0.name",
        "{'embeds':[{'fields':[{'name':'n','value':'%s'}]}]} ~ 1024 ~ embeds.0.fields.0.value",
        "{'content':'x','components':[{'type':1,'components':[{'type':2,'style':1,'custom_id':'i',"
            + "'label':'%s'}]}]} ~ 80 ~ components.0.components.0.label",
        "{'content':'x','components':[{'type':1,'components':[{'type':2,'style':1,'label':'l',"
            + "'custom_id':'%s'}]}]} ~ 100 ~ components.0.components.0.custom_id",
        "{'content':'x','components':[{'type':1,'components':[{'type':3,'custom_id':'i',"
            + "'options':[{'value':'v','label':'%s'}]}]}]}"
            + " ~ 100 ~ components.0.components.0.options.0.label"
      })
  void textsAreBounded(String json, int most, String where) {
    bounded(json, "x", most, where, "BASE_TYPE_MAX_LENGTH");
  }

  @Test
  void aCharacterBeyondTheFirstPlaneCountsOnce() {
    bounded("{'content':'%s'}", "🦉", 2000, "content", "BASE_TYPE_MAX_LENGTH");
  }

  @Test
  void listsAreBounded() {
    var bad = "BASE_TYPE_BAD_LENGTH";
    rest.ok("POST", MESSAGES, "{'embeds':[" + many("{'title':'t'}", 10) + "]}");
    listRefused("{'embeds':[" + many("{'title':'t'}", 11) + "]}", bad);
    var fields = "{'embeds':[{'fields':[%s]}]}";
    var field = "{'name':'n','value':'v'}";
    rest.ok("POST", MESSAGES, fields.formatted(many(field, 25)));
    listRefused(fields.formatted(many(field, 26)), bad);
    var rows = "{'content':'x','components':[%s]}";
    var row = "{'type':1,'components':[{'type':2,'style':2,'label':'l','custom_id':'i#'}]}";
    rest.ok("POST", MESSAGES, rows.formatted(many(row, 5)));
    listRefused(rows.formatted(many(row, 6)), bad);
    var buttons = "{'content':'x','components':[{'type':1,'components':[%s]}]}";
    var button = "{'type':2,'style':2,'label':'l','custom_id':'i#'}";
    rest.ok("POST", MESSAGES, buttons.formatted(many(button, 5)));
    listRefused(buttons.formatted(many(button, 6)), bad);
    listRefused(
        buttons.formatted(many("{'type':2,'style':2,'label':'l','custom_id':'same'}", 2)),
        "COMPONENT_CUSTOM_ID_DUPLICATED");
    var menu = buttons.formatted("{'type':3,'custom_id':'m','options':[%s]}");
    var option = "{'label':'l','value':'v#'}";
    rest.ok("POST", MESSAGES, menu.formatted(many(option, 25)));
    listRefused(menu.formatted(many(option, 26)), bad);
  }

  private void listRefused(String json, String code) {
    var refused = rest.send("POST", MESSAGES, json);
    assertThat(Rest.refusal(refused)).isEqualTo("400 50035 Invalid Form Body");
    assertThat(refused.body()).contains(code);
  }

  @Test
  void embedsAreBoundedTogether() {
    var two = "{'embeds':[{'description':'" + "x".repeat(4000) + "'},{'description':'%s'}]}";
    rest.ok("POST", MESSAGES, two.formatted("x".repeat(2000)));
    var refused = rest.send("POST", MESSAGES, two.formatted("x".repeat(2001)));
    assertThat(refused.body()).contains("MAX_EMBED_SIZE_EXCEEDED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{} ~ 400 50006 Cannot send an empty message",
        "{'content':' \\n '} ~ 400 50006 Cannot send an empty message",
        "{'content':7} ~ 400 50035 Invalid Form Body",
        "{'embeds':{}} ~ 400 50035 Invalid Form Body",
        "{'content':'x','message_reference':{'message_id':'9'}} ~ 400 50035 Invalid Form Body",
        "{'content':'x','allowed_mentions':{'parse':['users'],'users':['1']}}"
            + " ~ 400 50035 Invalid Form Body",
        "{'content':'x','components':[{'type':17,'components':[]}]}"
            + " ~ 400 50035 Invalid Form Body"
      })
  void aMessageIsRefusedInTheServersWords(String json, String refusal) {
    assertThat(rest.refusal("POST", MESSAGES, json)).isEqualTo(refusal);
    assertThat(general.fromBot()).isEmpty();
  }

  @Test
  void aNonceIsRememberedForAWhileWhereItIsEnforced() {
    var json = "{'content':'x','nonce':'n','enforce_nonce':true}";
    var first = rest.ok("POST", MESSAGES, json);
    assertThat(rest.ok("POST", MESSAGES, json).path("id")).isEqualTo(first.path("id"));
    rest.ok("POST", MESSAGES, "{'content':'x','nonce':'n'}");
    assertThat(general.fromBot()).hasSize(2);
    clock.pass(Duration.ofMinutes(6));
    rest.ok("POST", MESSAGES, json);
    assertThat(general.fromBot()).hasSize(3);
  }

  @Test
  void onlyOwnMessagesThatAreThereCanBeChanged() {
    long foreign = ana.say("mine");
    long own = say("a");
    var change = "{'content':'b'}";
    assertThat(rest.refusal("PATCH", MESSAGES + "/" + foreign, change))
        .isEqualTo("403 50005 Cannot edit a message authored by another user");
    assertThat(rest.refusal("PATCH", MESSAGES + "/" + own, "{'content':''}"))
        .isEqualTo("400 50006 Cannot send an empty message");
    rest.ok("PATCH", MESSAGES + "/" + own, change);
    assertThat(general.message(own).orElseThrow().text()).isEqualTo("b");
    general.delete(own);
    for (var method : new String[] {"PATCH", "DELETE", "GET"}) {
      assertThat(rest.refusal(method, MESSAGES + "/" + own, method.equals("PATCH") ? change : ""))
          .isEqualTo("404 10008 Unknown Message");
    }
  }

  @Test
  void whereTheBotMayNotBeIsToldApart() {
    general.shutOut();
    assertThat(rest.refusal("POST", MESSAGES, "{'content':'x'}"))
        .isEqualTo("403 50001 Missing Access");
    general.letIn();
    general.mute();
    assertThat(rest.refusal("POST", MESSAGES, "{'content':'x'}"))
        .isEqualTo("403 50013 Missing Permissions");
    general.delete();
    assertThat(rest.refusal("POST", MESSAGES, "{'content':'x'}"))
        .isEqualTo("404 10003 Unknown Channel");
    var alone = rest.ok("POST", "users/@me/channels", "{'recipient_id':'111'}").path("id").asText();
    twin.person(111, "Ana").channel().shutOut();
    assertThat(rest.refusal("POST", "channels/" + alone + "/messages", "{'content':'x'}"))
        .isEqualTo("403 50007 Cannot send messages to this user");
    assertThat(rest.refusal("POST", "users/@me/channels", "{'recipient_id':'999'}"))
        .isEqualTo("400 50033 Invalid Recipient(s)");
  }

  @Test
  void threadsHaveRulesOfTheirOwn() {
    long id = say("root");
    var threads = MESSAGES + "/" + id + "/threads";
    assertThat(rest.refusal("POST", threads, "{'name':''}")).startsWith("400 50035");
    assertThat(rest.ok("POST", threads, "{'name':'t'}").path("id").asLong()).isEqualTo(id);
    assertThat(rest.refusal("POST", threads, "{'name':'t'}"))
        .isEqualTo("400 160004 A thread has already been created for this message");
    var thread = twin.channel(id);
    thread.archive();
    rest.ok("POST", "channels/" + id + "/messages", "{'content':'wakes it'}");
    assertThat(thread.isArchived()).isFalse();
    thread.lock();
    assertThat(rest.refusal("POST", "channels/" + id + "/messages", "{'content':'x'}"))
        .isEqualTo("400 50083 Thread is archived");
    general.takeThreadRights();
    assertThat(rest.refusal("POST", "channels/501/threads", "{'name':'t'}"))
        .isEqualTo("403 50013 Missing Permissions");
  }

  @Test
  void activeThreadsAreThoseThatTheBotSeesTheNewestFirst() {
    var lab = guild.text(502, "lab");
    long silent = lab.openThread("silent").id();
    long spoken = general.openThread("spoken").id();
    long word = ana.in(twin.channel(spoken)).say("word");
    general.openThread("put away").archive();
    twin.guild(600, "other").text(601, "elsewhere").openThread("not here");

    var active = rest.ok("GET", "guilds/500/threads/active", "");
    assertThat(active.path("threads").findValuesAsText("id"))
        .containsExactly(Long.toString(spoken), Long.toString(silent));
    var first = active.at("/threads/0");
    assertThat(first.path("parent_id").asText()).isEqualTo("501");
    assertThat(first.path("last_message_id").asText()).isEqualTo(Long.toString(word));
    assertThat(active.at("/threads/1/last_message_id").isNull()).isTrue();
    lab.shutOut();
    assertThat(rest.ok("GET", "guilds/500/threads/active", "").path("threads")).hasSize(1);
    assertThat(rest.refusal("GET", "guilds/501/threads/active", ""))
        .isEqualTo("404 10004 Unknown Guild");
    guild.kickBot();
    assertThat(rest.refusal("GET", "guilds/500/threads/active", ""))
        .isEqualTo("403 50001 Missing Access");
  }

  @Test
  void historyIsReadNewestFirstAndWithoutWhatIsNotForTheBot() {
    var ids = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      ids.add(ana.say("word " + i));
    }
    var after = rest.ok("GET", MESSAGES + "?limit=2&after=" + ids.getFirst(), "");
    assertThat(after.path(0).path("id").asLong()).isEqualTo(ids.get(2));
    assertThat(after.path(0).path("content").asText()).isEmpty();
    twin.permit(DiscordTwin.MESSAGE_CONTENT);
    var before = rest.ok("GET", MESSAGES + "?limit=2&before=" + ids.getLast(), "");
    assertThat(before.path(0).path("content").asText()).isEqualTo("word 3");
    assertThat(rest.ok("GET", MESSAGES + "?limit=100", "")).hasSize(5);
    assertThat(rest.refusal("GET", MESSAGES + "?limit=101", "")).startsWith("400 50035");
  }

  @Test
  void filesAreBoundedAndFetched() {
    var most = new byte[10 * 1024 * 1024];
    assertThat(rest.upload(MESSAGES, "{}", most).statusCode()).isEqualTo(200);
    assertThat(Rest.refusal(rest.upload(MESSAGES, "{}", new byte[most.length + 1])))
        .isEqualTo("413 40005 Request entity too large");
    rest.upload(MESSAGES, "{'content':'c'}", new byte[] {1}, new byte[] {2});
    var shown = general.fromBot().getLast();
    assertThat(shown.files())
        .extracting(ShownMessage.ShownFile::name)
        .containsExactly("f0.bin", "f1.bin");
    assertThat(shown.files().getLast().bytes()).isEqualTo(ByteString.of((byte) 2));
    var one = new byte[] {1};
    var eleven = IntStream.range(0, 11).mapToObj(_ -> one).toArray(byte[][]::new);
    assertThat(Rest.refusal(rest.upload(MESSAGES, "{}", eleven))).startsWith("400 30015");
  }

  @Test
  void whoIsCalledIsTheSendersChoice() {
    for (var allowed : new String[] {"null", "{'parse':[]}", "{'users':['111']}"}) {
      rest.ok(
          "POST",
          MESSAGES,
          "{'content':'<@111> @everyone','allowed_mentions':%s}".formatted(allowed));
    }
    var shown = general.fromBot();
    assertThat(shown).extracting(it -> it.pings().size()).containsExactly(1, 0, 1);
    assertThat(shown).extracting(ShownMessage::pingsEveryone).containsExactly(true, false, false);
    long to = ana.say("?");
    var reply = "{'content':'!','message_reference':{'message_id':'%d'}}".formatted(to);
    rest.ok("POST", MESSAGES, reply);
    assertThat(general.fromBot().getLast().replyTo()).isEqualTo(to);
    assertThat(general.fromBot().getLast().pings()).containsExactly(111L);
  }

  @Test
  void aTooFastBotIsToldHowLongToWait() {
    twin.pace(DiscordPace.usual(clock));
    for (int i = 4; i >= 0; i--) {
      var left = rest.send("POST", MESSAGES, "{'content':'x'}").headers();
      assertThat(left.firstValue("X-RateLimit-Remaining")).contains(Integer.toString(i));
    }
    var refused = rest.send("POST", MESSAGES, "{'content':'x'}");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    assertThat(Rest.read(refused).path("retry_after").asDouble()).isEqualTo(5);
    assertThat(Rest.read(refused).path("global").asBoolean()).isFalse();
    rest.ok("GET", "channels/501", "");
    clock.pass(Duration.ofSeconds(5));
    say("later");
    assertThat(general.fromBot()).hasSize(6);
    twin.pace(new DiscordPace(clock, 5, Duration.ofSeconds(5), 1));
    say("one");
    assertThat(rest.send("GET", "channels/501", "").headers().firstValue("X-RateLimit-Global"))
        .contains("true");
  }

  @Test
  void faultsHappenAsOrdered() throws Exception {
    twin.faults().next("createMessage", new Fault.CutBefore());
    assertThatThrownBy(() -> say("lost")).isInstanceOf(AssertionError.class);
    assertThat(general.fromBot()).isEmpty();
    twin.faults().next("createMessage", new Fault.CutAfter());
    assertThatThrownBy(() -> say("there")).isInstanceOf(AssertionError.class);
    twin.faults().next("createMessage", new Fault.CutInAnswer());
    assertThatThrownBy(() -> say("there too")).isInstanceOf(AssertionError.class);
    assertThat(twin.cutCreates()).isEqualTo(2);
    twin.faults().next("createMessage", new Fault.ProxyPage(502));
    assertThat(rest.send("POST", MESSAGES, "{'content':'x'}").body()).startsWith("<html>");
    twin.faults().next("*", new DiscordFault.Refuse(403, 50013, "Missing Permissions"));
    assertThat(rest.refusal("POST", MESSAGES, "{'content':'x'}")).startsWith("403 50013");
    twin.faults().next("createMessage", new Fault.Nonsense("{\"id\":"));
    assertThat(rest.send("POST", MESSAGES, "{'content':'x'}").body()).isEqualTo("{\"id\":");
    twin.faults().next("createMessage", new Fault.Slow(Duration.ofMillis(20)));
    say("slow");
    var gate = new Gate();
    twin.faults().next("createMessage", new Fault.HoldAfter(gate));
    var sending = Thread.ofVirtual().start(() -> say("held"));
    gate.awaitCall();
    assertThat(general.await("it", it -> it.text().equals("held")).fromBot()).isTrue();
    assertThat(sending.isAlive()).isTrue();
    gate.open();
    sending.join();
    assertThatThrownBy(() -> twin.faults().next("sendMessage", new Fault.CutBefore()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "**bold** and *thin* and __low__ ~ bold and thin and low",
        "\\*no\\* `a*b*` ~ *no* a*b*",
        "[words](https://example.org) <https://a.b> ~ words https://a.b",
        "snake_case_name ~ snake_case_name",
        "a < b & c ~ a < b & c",
        "<@111> see </run:5> ~ @111 see /run",
        "||hidden|| ~ hidden"
      })
  void marksAreNotSeen(String markup, String seen) {
    assertThat(Markup.plain(markup)).isEqualTo(seen);
  }

  @Test
  void fencesAndHeadingsAreShownWithoutTheirMarks() {
    assertThat(Markup.plain("~~gone~~")).isEqualTo("gone");
    assertThat(Markup.plain("# Top\n- one\n> said\n```java\n# no heading\n```\nend"))
        .isEqualTo("Top\n• one\nsaid\n# no heading\nend");
  }

  @Test
  void aPageShowsWhatIsThere() {
    rest.ok(
        "POST",
        MESSAGES,
        "{'content':'**hi** <b>','embeds':[{'title':'T','color':255}],'components':[{'type':1,"
            + "'components':[{'type':2,'style':3,'label':'Go','custom_id':'g'}]}]}");
    assertThat(DiscordPage.of(general))
        .contains("<b>hi</b> &lt;b&gt;", "#0000ff", "button success", ">Go<");
  }
}
