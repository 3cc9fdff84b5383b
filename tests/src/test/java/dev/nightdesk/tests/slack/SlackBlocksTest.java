package dev.nightdesk.tests.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.world.TestTime;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks and views: every limit at its bound, and what people see of them.
class SlackBlocksTest {
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

  private static String x(int count) {
    return "x".repeat(count);
  }

  private static String times(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
  }

  private static String section(String type, int length) {
    return "{'type':'section','text':{'type':'" + type + "','text':'" + x(length) + "'}}";
  }

  private static String button(String more, int label) {
    return "{'type':'button','text':{'type':'plain_text','text':'" + x(label) + "'}" + more + "}";
  }

  private static String actions(String elements) {
    return "{'type':'actions','elements':[" + elements + "]}";
  }

  private static Arguments limit(String name, int most, IntFunction<String> blocks) {
    return Arguments.of(name, most, blocks);
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        limit("blocks", 50, n -> times(n, _ -> "{'type':'divider'}")),
        limit("section", 3000, n -> section("mrkdwn", n)),
        limit("plain section", 3000, n -> section("plain_text", n)),
        limit(
            "field",
            2000,
            n -> "{'type':'section','fields':[{'type':'mrkdwn','text':'" + x(n) + "'}]}"),
        limit(
            "fields",
            10,
            n ->
                "{'type':'section','fields':["
                    + times(n, _ -> "{'type':'mrkdwn','text':'x'}")
                    + "]}"),
        limit(
            "header",
            150,
            n -> "{'type':'header','text':{'type':'plain_text','text':'" + x(n) + "'}}"),
        limit(
            "context",
            10,
            n ->
                "{'type':'context','elements':["
                    + times(n, _ -> "{'type':'mrkdwn','text':'x'}")
                    + "]}"),
        limit("actions", 25, n -> actions(times(n, _ -> button("", 1)))),
        limit("button text", 75, n -> actions(button("", n))),
        limit("button value", 2000, n -> actions(button(",'value':'" + x(n) + "'", 1))),
        limit("action_id", 255, n -> actions(button(",'action_id':'" + x(n) + "'", 1))),
        limit("block_id", 255, n -> "{'type':'divider','block_id':'" + x(n) + "'}"),
        limit(
            "table rows",
            100,
            n ->
                "{'type':'table','rows':["
                    + times(n, _ -> "[{'type':'raw_text','text':'x'}]")
                    + "]}"),
        limit(
            "table cells",
            20,
            n ->
                "{'type':'table','rows':[["
                    + times(n, _ -> "{'type':'raw_text','text':'x'}")
                    + "]]}"),
        limit("tables", 1, n -> times(n, _ -> "{'type':'table','rows':[]}")),
        limit("markdown", 12_000, n -> "{'type':'markdown','text':'" + x(n) + "'}"));
  }

  private static ObjectNode message(String blocks) {
    var fields = SlackJson.object().put("channel", "C1").put("text", "fallback");
    return fields.put("blocks", ("[" + blocks + "]").replace('\'', '"'));
  }

  private String outcome(String blocks) {
    return wire.outcome("chat.postMessage", message(blocks));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("limits")
  void aLimitHoldsAtItsBound(String name, int most, IntFunction<String> blocks) {
    assertThat(outcome(blocks.apply(most))).as(name).isEqualTo("ok");
    assertThat(outcome(blocks.apply(most + 1))).as(name).isEqualTo("invalid_blocks");
    assertThat(ops.fromBot()).hasSize(1);
  }

  @Test
  void allTextTogetherIsLimitedToo() {
    var four = times(4, _ -> section("mrkdwn", 3000));
    assertThat(outcome(four + "," + section("mrkdwn", 1000))).isEqualTo("ok");
    assertThat(outcome(four + "," + section("mrkdwn", 1001))).isEqualTo("msg_blocks_too_long");
    var markdown = "{'type':'markdown','text':'" + x(6001) + "'}";
    assertThat(outcome(markdown + "," + markdown)).isEqualTo("invalid_blocks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'nothing'}",
        "{'type':'divider','text':'x'}",
        "{'type':'section'}",
        "{'type':'section','text':{'type':'mrkdwn','text':''}}",
        "{'type':'section','text':{'type':'html','text':'x'}}",
        "{'type':'section','text':'x'}",
        "{'type':'header','text':{'type':'mrkdwn','text':'x'}}",
        "{'type':'actions','elements':[]}",
        "{'type':'context','elements':[]}",
        "{'type':'actions','elements':[{'type':'button'}]}",
        "{'type':'actions','elements':[{'type':'button','style':'success',"
            + "'text':{'type':'plain_text','text':'x'}}]}",
        "{'type':'divider','block_id':'b'},{'type':'divider','block_id':'b'}",
        "{'type':'actions','elements':[{'type':'button','action_id':'a',"
            + "'text':{'type':'plain_text','text':'x'}}]},"
            + "{'type':'actions','elements':[{'type':'button','action_id':'a',"
            + "'text':{'type':'plain_text','text':'x'}}]}",
        "{'type':'rich_text'}",
        "{'type':'rich_text','elements':[{'type':'rich_text_section',"
            + "'elements':[{'type':'text','text':''}]}]}",
        "{'type':'image','alt_text':'x'}",
      })
  void whatIsNoBlockIsRefused(String block) {
    var answer = wire.call("chat.postMessage", message(block));
    assertThat(answer.path("error").asText()).isEqualTo("invalid_blocks");
    assertThat(answer.at("/response_metadata/messages/0").asText())
        .contains("[ERROR]", "[json-pointer:/blocks/");
  }

  @Test
  void peopleSeeWordsAndNoMarkup() {
    twin.person("U43", "Ben");
    var blocks =
        """
        {'type':'header','text':{'type':'plain_text','text':'A *head*'}},
        {'type':'section','text':{'type':'mrkdwn','text':
          '*bold* _it_ ~gone~ `co*d*e <@U43>` a_b_c 2*3*4 &lt;@U43&gt; <https://x.io|site> <@U42>'},
         'accessory':{'type':'button','value':'v0','action_id':'side',
           'text':{'type':'plain_text','text':'Side'}}},
        {'type':'context','elements':[{'type':'mrkdwn','text':'<!here> <#C1>'},
          {'type':'plain_text','text':'<@U43>'}]},
        {'type':'divider'},
        {'type':'rich_text','elements':[
          {'type':'rich_text_section','elements':[{'type':'text','text':'Hi ','style':{'bold':true}},
            {'type':'link','url':'https://y.io'},{'type':'emoji','name':'tada'}]},
          {'type':'rich_text_list','style':'ordered','elements':[
            {'type':'rich_text_section','elements':[{'type':'text','text':'one'}]},
            {'type':'rich_text_section','elements':[{'type':'text','text':'two'}]}]},
          {'type':'rich_text_preformatted','elements':[{'type':'text','text':'int <T> x'}]},
          {'type':'rich_text_quote','elements':[{'type':'text','text':'said'}]}]},
        {'type':'markdown','text':'# T\\n\\n**b** `c`\\n\\n* i\\n\\n|a|b|\\n|-|-|\\n|1|2|'},
        {'type':'table','rows':[[{'type':'raw_text','text':'k'},{'type':'raw_text','text':'v'}]]},
        {'type':'actions','elements':[
          {'type':'button','value':'v1','style':'primary','text':{'type':'plain_text','text':'Go'}},
          {'type':'button','value':'v2','style':'danger','text':{'type':'plain_text','text':'No'}}]}
        """;
    wire.ok("chat.postMessage", message(blocks));
    var shown = ops.fromBot().getFirst();
    assertThat(shown.text())
        .isEqualTo(
            """
            A *head*
            bold it gone co*d*e <@U43> a_b_c 2*3*4 <@U43> site @Ana
            [Side]
            @here #ops <@U43>
            ────
            Hi https://y.io:tada:
            1. one
            2. two
            int <T> x
            > said
            T
            b c
            • i
            a | b
            1 | 2
            k | v
            [Go] [No]\
            """);
    assertThat(shown.mentions()).containsExactlyInAnyOrder("U42", "here");
    assertThat(shown.pinged()).containsExactlyInAnyOrder("U42", "here");
    assertThat(shown.labels()).containsExactly("Side", "Go", "No");
    assertThat(shown.button("Go").token()).isEqualTo("v1");
    assertThat(shown.button("Go").style()).isEqualTo("primary");
    assertThat(shown.button("Side").actionId()).isEqualTo("side");
    assertThat(shown.button("No").actionId()).isNotEmpty();
    assertThat(shown.notification()).isEqualTo("fallback");
  }

  private static ObjectNode modal() {
    return SlackWire.object(
        """
        {'type':'modal','callback_id':'why','private_metadata':'pm','notify_on_close':true,
         'title':{'type':'plain_text','text':'Why?'},'submit':{'type':'plain_text','text':'Send'},
         'blocks':[{'type':'input','block_id':'b','label':{'type':'plain_text','text':'Reason'},
           'element':{'type':'plain_text_input','action_id':'a','max_length':10}}]}
        """);
  }

  /// Lets somebody do what gives a trigger.
  private String trigger() {
    ana.command("/why");
    return SlackJson.read(twin.payloads().getLast(), "payload").path("trigger_id").asText();
  }

  private String open(ObjectNode view) {
    var fields = SlackJson.object().put("trigger_id", trigger()).put("view", view.toString());
    return wire.outcome("views.open", fields);
  }

  private static ObjectNode labelled(String field, int length) {
    var view = modal();
    view.putObject(field).put("type", "plain_text").put("text", x(length));
    return view;
  }

  static Stream<Arguments> viewLimits() {
    return Stream.of(
        Arguments.of("title", 24, (IntFunction<ObjectNode>) n -> labelled("title", n)),
        Arguments.of("submit", 24, (IntFunction<ObjectNode>) n -> labelled("submit", n)),
        Arguments.of("close", 24, (IntFunction<ObjectNode>) n -> labelled("close", n)),
        Arguments.of(
            "private_metadata",
            3000,
            (IntFunction<ObjectNode>) n -> modal().put("private_metadata", x(n))),
        Arguments.of(
            "callback_id", 255, (IntFunction<ObjectNode>) n -> modal().put("callback_id", x(n))),
        Arguments.of("blocks", 100, (IntFunction<ObjectNode>) SlackBlocksTest::manyBlocks));
  }

  private static ObjectNode manyBlocks(int count) {
    var view = modal();
    var blocks = (ArrayNode) view.path("blocks");
    for (int i = 1; i < count; i++) {
      blocks.addObject().put("type", "divider");
    }
    return view;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("viewLimits")
  void aModalsLimitHoldsAtItsBound(String name, int most, IntFunction<ObjectNode> view) {
    assertThat(open(view.apply(most))).as(name).isEqualTo("ok");
    assertThat(open(view.apply(most + 1))).as(name).isEqualTo("invalid_arguments");
  }

  @Test
  void aModalThatAsksMustBeSendable() {
    var view = modal();
    view.remove("submit");
    assertThat(open(view)).isEqualTo("invalid_arguments");
    assertThat(open(modal().put("type", "home"))).isEqualTo("invalid_arguments");
  }

  @Test
  void aTriggerIsGoodOnceAndForThreeSeconds() {
    var fields = SlackJson.object().put("view", modal().toString());
    assertThat(wire.refusal("views.open", fields.put("trigger_id", "x")))
        .isEqualTo("invalid_trigger_id");
    fields.put("trigger_id", trigger());
    clock.pass(Duration.ofSeconds(3));
    wire.ok("views.open", fields);
    assertThat(wire.refusal("views.open", fields)).isEqualTo("exchanged_trigger_id");
    fields.put("trigger_id", trigger());
    clock.pass(Duration.ofMillis(3001));
    assertThat(wire.refusal("views.open", fields)).isEqualTo("expired_trigger_id");
  }

  @Test
  void aModalIsFilledInAndSent() {
    assertThat(open(modal())).isEqualTo("ok");
    assertThat(ana.modal().orElseThrow().text()).isEqualTo("Reason");
    assertThatThrownBy(() -> ana.submit("")).hasMessageContaining("must be filled in");
    assertThatThrownBy(() -> ana.submit(x(11))).hasMessageContaining("does not take");
    ana.submit("because");
    var payload = SlackJson.read(twin.payloads().getLast(), "payload");
    assertThat(payload.path("type").asText()).isEqualTo("view_submission");
    assertThat(payload.at("/view/state/values/b/a/value").asText()).isEqualTo("because");
    assertThat(payload.at("/view/private_metadata").asText()).isEqualTo("pm");

    var view = SlackJson.object().put("view_id", payload.at("/view/id").asText());
    view.put("view", labelled("title", 5).toString());
    wire.ok("views.update", view);
    assertThat(ana.modal().orElseThrow().title()).isEqualTo("xxxxx");
    assertThat(wire.refusal("views.update", view.put("hash", "old"))).isEqualTo("hash_conflict");
    ana.submit(Map.of("b", "again"));
    ana.dismiss();
    assertThat(ana.modal()).isEmpty();
    assertThat(twin.payloads().getLast()).contains("view_closed");
    assertThat(wire.refusal("views.update", view)).isEqualTo("not_found");
  }

  @Test
  void aHomeIsPublishedAndPressed() {
    ana.openHome("home");
    assertThat(twin.payloads().getLast()).contains("app_home_opened");
    var home = "{'type':'home','blocks':[" + actions(button(",'value':'v'", 4)) + "]}";
    wire.ok("views.publish", "{'user_id':'U42','view':" + home + "}");
    assertThat(ana.home().orElseThrow().text()).isEqualTo("[xxxx]");
    ana.pressHome("xxxx");
    assertThat(twin.payloads().getLast()).contains("\"container\":{\"type\":\"view\"");
    assertThat(wire.refusal("views.publish", "{'user_id':'U42','view':{'type':'modal'}}"))
        .isEqualTo("invalid_arguments");
  }
}
