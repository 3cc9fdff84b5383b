package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.Attachment;
import java.util.ArrayList;
import java.util.List;

/// The files in a message (docs.slack.dev/reference/objects/file-object). Pure.
final class SlackFiles {
  private SlackFiles() {}

  /// Whose content is not kept any more is left out.
  static List<Attachment> in(JsonNode message) {
    var files = new ArrayList<Attachment>();
    for (var file : message.path("files")) {
      var mode = Fields.textOrEmpty(file, "mode");
      var handle = handle(file);
      if (!handle.isEmpty() && !mode.equals("tombstone") && !mode.equals("hidden_by_limit")) {
        var mediaType = Fields.textOrEmpty(file, "mimetype");
        files.add(
            new Attachment(
                handle,
                Fields.textOrEmpty(file, "name"),
                mediaType.isEmpty() ? "application/octet-stream" : mediaType,
                file.path("size").asLong(-1)));
      }
    }
    return files;
  }

  /// Its address; or its id where that is not told at once (files from other workspaces).
  private static String handle(JsonNode file) {
    var address = address(file);
    return address.isEmpty() ? Fields.textOrEmpty(file, "id") : address;
  }

  /// Where the bytes are; empty when it is not told.
  static String address(JsonNode file) {
    var download = Fields.textOrEmpty(file, "url_private_download");
    return download.isEmpty() ? Fields.textOrEmpty(file, "url_private") : download;
  }
}
