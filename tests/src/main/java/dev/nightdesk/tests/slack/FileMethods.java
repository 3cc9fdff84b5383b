package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okio.ByteString;

/// `files.*`, and the bytes on both ways. Guarded by the world's lock.
final class FileMethods {
  private final SlackWorld world;

  FileMethods(SlackWorld world) {
    this.world = world;
  }

  void addTo(Map<String, Function<SlackCall, ObjectNode>> methods) {
    methods.put("files.getUploadURLExternal", this::begin);
    methods.put("files.completeUploadExternal", this::complete);
    methods.put("files.info", this::about);
  }

  private ObjectNode begin(SlackCall call) {
    var name = call.needed("filename");
    var length = call.needed("length");
    if (!length.matches("[1-9][0-9]{0,11}")) {
      throw SlackRefusal.of("invalid_arguments", List.of("[ERROR] length must be positive"));
    }
    var file = new SlackFile(world.freshId("F"), name, Long.parseLong(length), SlackTwin.BOT);
    world.files.put(file.id, file);
    return SlackJson.object()
        .put("upload_url", world.url("/upload/" + file.id))
        .put("file_id", file.id);
  }

  /// Takes the bytes posted to an upload URL.
  ///
  /// @return whether there is such a file and its length is as announced
  boolean upload(String id, ByteString bytes) {
    var file = world.files.get(id);
    if (file == null || file.completed || file.length != bytes.size()) {
      return false;
    }
    file.bytes = bytes;
    return true;
  }

  private ObjectNode complete(SlackCall call) {
    call.needed("files");
    var files = new ArrayList<SlackFile>();
    for (var each : call.json("files", "invalid_arguments")) {
      var file = world.files.get(SlackJson.word(each, "id"));
      if (file == null || file.completed || file.bytes == null) {
        throw SlackRefusal.of("file_not_found");
      }
      file.title = each.hasNonNull("title") ? SlackJson.word(each, "title") : file.name;
      files.add(file);
    }
    if (files.isEmpty()) {
      throw SlackRefusal.missing("files");
    }
    var where = call.has("channel_id") ? call.text("channel_id") : call.text("channels");
    var answer = SlackJson.object();
    if (!where.isEmpty()) {
      for (var id : SlackApi.list(where)) {
        share(call, id, files);
      }
    }
    var told = answer.putArray("files");
    for (var file : files) {
      file.completed = true;
      file.hiddenLooks = world.sharesHiddenFor();
      told.add(file.json(world));
    }
    return answer;
  }

  private void share(SlackCall call, String id, List<SlackFile> files) {
    var channel = Optional.ofNullable(world.channels.get(id));
    // Unlike with messages, a user's id is no place for a file.
    var at = channel.orElseThrow(() -> SlackRefusal.of("channel_not_found"));
    at.checkWritable();
    var message = at.add(SlackTwin.BOT, ChatMethods.thread(at, call.text("thread_ts")));
    message.files.addAll(files);
    message.content(call.text("initial_comment"), SlackJson.array(), world);
    message.ring();
    files.forEach(file -> file.shares.put(at, message.ts));
    world.events.said(message);
  }

  private ObjectNode about(SlackCall call) {
    var file = world.files.get(call.needed("file"));
    if (file == null || !file.completed) {
      throw SlackRefusal.of("file_not_found");
    }
    return SlackApi.ok("file", file.withShares(world));
  }

  Optional<ByteString> download(String path) {
    return world.files.values().stream()
        .filter(file -> file.completed && file.path().equals(path))
        .findFirst()
        .flatMap(file -> Optional.ofNullable(file.bytes));
  }
}
