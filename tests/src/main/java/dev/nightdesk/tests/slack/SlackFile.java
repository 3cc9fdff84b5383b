package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A file as the server keeps it. Guarded by the world's lock.
final class SlackFile {
  final String id;
  final String name;
  final long length;
  final SlackUser owner;
  String title;
  @Nullable ByteString bytes;
  boolean completed;

  /// How many further looks of `files.info` do not see yet where it was shared.
  int hiddenLooks;

  /// Where it was shared: the message's `ts` by channel.
  final Map<SlackChannel, String> shares = new LinkedHashMap<>();

  SlackFile(String id, String name, long length, SlackUser owner) {
    this.id = id;
    this.name = name;
    this.length = length;
    this.owner = owner;
    this.title = name;
  }

  String path() {
    return "/files-pri/"
        + SlackTwin.TEAM
        + "-"
        + id
        + "/"
        + name.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  ObjectNode json(SlackWorld world) {
    var file = SlackJson.object().put("id", id).put("created", world.now());
    file.put("name", name).put("title", title).put("mimetype", mimetype());
    file.put("filetype", name.replaceAll(".*\\.", ""))
        .put("user", owner.id())
        .put("mode", "hosted");
    file.put("size", length).put("is_external", false).put("user_team", SlackTwin.TEAM);
    file.put("url_private", world.url(path())).put("url_private_download", world.url(path()));
    return file.put("permalink", world.url("/archives/" + id)).put("file_access", "visible");
  }

  ObjectNode withShares(SlackWorld world) {
    var json = json(world);
    var shared = json.putObject("shares");
    if (hiddenLooks > 0) {
      hiddenLooks--;
      return json;
    }
    shares.forEach((channel, ts) -> {
      var kind = channel.kind() == SlackChannel.Kind.PUBLIC ? "public" : "private";
      shared.withObjectProperty(kind).putArray(channel.id()).addObject().put("ts", ts);
    });
    return json;
  }

  private String mimetype() {
    return switch (name.replaceAll(".*\\.", "")) {
      case "png" -> "image/png";
      case "jpg" -> "image/jpeg";
      case "m4a" -> "audio/mp4";
      case "txt", "diff", "md", "log" -> "text/plain";
      default -> "application/octet-stream";
    };
  }
}
