package dev.nightdesk.tests.discord;

import java.util.List;

/// One event of each kind the adapter looks at, as the documentation shows them.
final class Payloads {
  private static final String MESSAGE =
      """
      "id":"900000000000000001","channel_id":"501","guild_id":"500","type":0,"flags":0,
      "author":{"id":"111","username":"ana","global_name":"Ana","discriminator":"0","bot":false},
      "member":{"nick":"Ana B","roles":[],"joined_at":"2024-01-01T00:00:00Z","flags":0},
      "timestamp":"2026-11-01T10:00:00.000000+00:00","edited_timestamp":null,"tts":false,
      "mention_everyone":false,"mention_roles":[],"pinned":false,"channel_type":0,
      "mentions":[{"id":"222","username":"ben","global_name":"Ben"}],"embeds":[],"components":[],
      "attachments":[{"id":"77","filename":"a.txt","size":5,"url":"https://cdn.discordapp.com/a"}],
      "content":"<@100000000000000009> look at <@222>, <#501> and \uD83E\uDD89"\
      """;

  private static final String INTERACTION =
      """
      "id":"900000000000000009","application_id":"100000000000000009","token":"secret","version":1,
      "guild_id":"500","channel_id":"501","context":0,"locale":"en-US","entitlements":[],
      "channel":{"id":"501","type":0,"name":"general","guild_id":"500","parent_id":null},
      "guild":{"id":"500","locale":"en-US","features":[]},"app_permissions":"8",
      "authorizing_integration_owners":{"0":"500"},"attachment_size_limit":10485760,
      "member":{"user":{"id":"111","username":"ana","discriminator":"0"},"roles":[],"flags":0,
      "joined_at":"2024-01-01T00:00:00Z","permissions":"8","deaf":false,"mute":false}\
      """;

  private static final String OURS =
      """
      "message":{"id":"900000000000000005","channel_id":"501","type":0,"content":"","embeds":[],
      "author":{"id":"100000000000000009","username":"Desk","discriminator":"0","bot":true},
      "attachments":[],"mentions":[],"mention_roles":[],"mention_everyone":false,"pinned":false,
      "timestamp":"2026-11-01T10:00:00.000000+00:00","edited_timestamp":null,"tts":false,"flags":0,
      "components":[{"type":1,"id":1,"components":[
      {"type":2,"id":2,"style":2,"label":"Allow","custom_id":"p:t1"},
      {"type":2,"id":3,"style":2,"label":"Say","custom_id":"w:t2"}]},
      {"type":1,"id":4,"components":[{"type":3,"id":5,"custom_id":"c:","min_values":0,
      "max_values":1,"options":[{"label":"one","value":"t3","default":true}]}]}]}\
      """;

  static final List<String> SAMPLES =
      List.of(
          event("MESSAGE_CREATE", MESSAGE),
          event("MESSAGE_CREATE", MESSAGE + ",\"webhook_id\":\"5\""),
          event(
              "MESSAGE_CREATE",
              MESSAGE.replace("\"type\":0,\"flags\"", "\"type\":19,\"flags\"")
                  + ",\"message_reference\":{\"type\":0,\"message_id\":\"900000000000000005\"},"
                  + OURS.replace("\"message\":", "\"referenced_message\":")),
          event(
              "MESSAGE_CREATE",
              MESSAGE
                  + ",\"message_reference\":{\"type\":1,\"message_id\":\"9\"},"
                  + "\"message_snapshots\":[{\"message\":{\"content\":\"passed on\"}}]"),
          event(
              "MESSAGE_UPDATE",
              MESSAGE.replace(
                  "\"edited_timestamp\":null",
                  "\"edited_timestamp\":\"2026-11-01T10:01:00.000000+00:00\"")),
          interaction(
              2,
              "\"id\":\"300\",\"name\":\"peek\",\"type\":1,"
                  + "\"options\":[{\"name\":\"session\",\"type\":3,\"value\":\"7c5d\"}]"),
          interaction(
              4,
              "\"id\":\"300\",\"name\":\"peek\",\"type\":1,\"options\":"
                  + "[{\"name\":\"session\",\"type\":3,\"value\":\"7c\",\"focused\":true}]"),
          interaction(3, "\"custom_id\":\"p:t1\",\"component_type\":2,\"id\":2"),
          interaction(3, "\"custom_id\":\"w:t2\",\"component_type\":2,\"id\":3"),
          interaction(3, "\"custom_id\":\"c:\",\"component_type\":3,\"id\":5,\"values\":[]"),
          interaction(
              5,
              "\"custom_id\":\"w:t2\",\"components\":[{\"type\":18,\"id\":1,\"component\":"
                  + "{\"type\":4,\"id\":2,\"custom_id\":\"words\",\"value\":\"because\"}}]"),
          event(
              "CHANNEL_CREATE", "\"id\":\"601\",\"guild_id\":\"500\",\"type\":0,\"name\":\"new\""),
          event(
              "CHANNEL_DELETE", "\"id\":\"601\",\"guild_id\":\"500\",\"type\":0,\"name\":\"new\""),
          event(
              "THREAD_CREATE",
              "\"id\":\"602\",\"guild_id\":\"500\",\"type\":11,\"parent_id\":\"501\","
                  + "\"name\":\"new\",\"owner_id\":\"111\",\"thread_metadata\":{\"archived\":false,"
                  + "\"locked\":false,\"auto_archive_duration\":1440}"),
          event(
              "THREAD_DELETE",
              "\"id\":\"602\",\"guild_id\":\"500\",\"type\":11,\"parent_id\":\"501\""),
          event("GUILD_DELETE", "\"id\":\"777\""));

  private Payloads() {}

  private static String interaction(int type, String data) {
    return event(
        "INTERACTION_CREATE",
        INTERACTION + "," + OURS + ",\"type\":" + type + ",\"data\":{" + data + "}");
  }

  private static String event(String type, String fields) {
    return "{\"t\":\"" + type + "\",\"d\":{" + fields.replace("\n", "") + "}}";
  }
}
