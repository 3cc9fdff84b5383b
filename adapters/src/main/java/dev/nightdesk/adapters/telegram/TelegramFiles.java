package dev.nightdesk.adapters.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.http.Fields;
import java.util.ArrayList;
import java.util.List;

/// The files in a message (core.telegram.org/bots/api#message). Pure.
final class TelegramFiles {
  /// A field that holds one file, and what it is when it does not say.
  private record Kind(String field, String mediaType) {}

  /// An `animation` comes as a `document` too, so it is not listed.
  private static final List<Kind> KINDS =
      List.of(
          new Kind("document", "application/octet-stream"),
          new Kind("audio", "audio/mpeg"),
          new Kind("voice", "audio/ogg"),
          new Kind("video", "video/mp4"),
          new Kind("video_note", "video/mp4"));

  /// What a person can send that is no file we take. A message without any of these and without a
  /// file is the service's own ("Ana joined", "topic renamed").
  private static final List<String> OTHER_CONTENT =
      List.of(
          "text",
          "caption",
          "sticker",
          "location",
          "venue",
          "contact",
          "poll",
          "dice",
          "story",
          "game",
          "checklist",
          "paid_media");

  private TelegramFiles() {}

  /// Whether a person said something, be it only with a sticker.
  static boolean saysSomething(JsonNode message) {
    return OTHER_CONTENT.stream().anyMatch(field -> Fields.has(message, field));
  }

  static List<Attachment> in(JsonNode message) {
    var files = new ArrayList<Attachment>();
    largestPhoto(message.path("photo"), files);
    for (var kind : KINDS) {
      var file = message.path(kind.field());
      if (file.path("file_id").isTextual()) {
        var said = Fields.textOrEmpty(file, "mime_type");
        var mediaType = said.isEmpty() ? kind.mediaType() : said;
        files.add(
            new Attachment(
                file.path("file_id").asText(),
                name(Fields.textOrEmpty(file, "file_name"), kind, mediaType),
                mediaType,
                file.path("file_size").asLong(-1)));
      }
    }
    return files;
  }

  /// What was recorded in the chat has no name, and an agent tells by the end of one how to look at
  /// a file.
  private static String name(String given, Kind kind, String mediaType) {
    boolean known = mediaType.startsWith("audio/") || mediaType.startsWith("video/");
    return given.isEmpty() && known
        ? kind.field() + "." + mediaType.substring(mediaType.indexOf('/') + 1)
        : given;
  }

  /// A photo comes in several sizes; they are always JPEG.
  private static void largestPhoto(JsonNode sizes, List<Attachment> files) {
    JsonNode largest = null;
    for (var size : sizes) {
      if (size.path("file_id").isTextual() && (largest == null || area(size) > area(largest))) {
        largest = size;
      }
    }
    if (largest != null) {
      long bytes = largest.path("file_size").asLong(-1);
      files.add(new Attachment(largest.path("file_id").asText(), "photo.jpg", "image/jpeg", bytes));
    }
  }

  private static long area(JsonNode size) {
    return size.path("width").asLong() * size.path("height").asLong();
  }
}
