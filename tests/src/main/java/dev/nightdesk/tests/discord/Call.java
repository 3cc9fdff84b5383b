package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import mockwebserver3.RecordedRequest;
import okhttp3.MultipartReader;
import okio.Buffer;
import okio.ByteString;

/// One call with all that came with it.
///
/// @param path the parts of the address that vary, by the names in [Routes]
/// @param body a form, or a missing node
record Call(Map<String, String> path, Map<String, String> query, JsonNode body, List<Sent> files) {
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
  private static final Pattern PART_NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

  /// A file as it was sent.
  ///
  /// @param number the `n` in `files[n]`
  record Sent(String number, String name, ByteString bytes) {}

  static Call of(Map<String, String> path, RecordedRequest request) {
    var query = new HashMap<String, String>();
    for (var name : request.getUrl().queryParameterNames()) {
      query.put(name, Optional.ofNullable(request.getUrl().queryParameter(name)).orElse(""));
    }
    var files = new ArrayList<Sent>();
    return new Call(path, query, form(request, files), files);
  }

  private static JsonNode form(RecordedRequest request, List<Sent> files) {
    var type = Optional.ofNullable(request.getHeaders().get("Content-Type")).orElse("");
    var body = request.getBody();
    if (body == null || body.size() == 0) {
      return Json.object().path("no body");
    }
    if (type.startsWith("multipart/form-data")) {
      return parts(body, type.replaceAll(".*boundary=\"?([^\";]+)\"?.*", "$1"), files);
    }
    if (!type.startsWith("application/json")) {
      throw Refusal.of(
          400, 0, "Expected \"Content-Type\" header to be one of {'application/json'}.");
    }
    return Json.read(body.utf8());
  }

  private static JsonNode parts(ByteString body, String boundary, List<Sent> files) {
    JsonNode form = Json.object();
    try (var parts = new MultipartReader(new Buffer().write(body), boundary)) {
      for (var part = parts.nextPart(); part != null; part = parts.nextPart()) {
        var about = Optional.ofNullable(part.headers().get("Content-Disposition")).orElse("");
        var name = found(PART_NAME, about).orElse("");
        var fileName = found(FILE_NAME, about);
        if (fileName.isPresent()) {
          var bytes = part.body().readByteString();
          files.add(new Sent(name.replaceAll("[^0-9]", ""), fileName.get(), bytes));
        } else if (name.equals("payload_json")) {
          form = Json.read(part.body().readUtf8());
        }
      }
    } catch (IOException e) {
      throw Refusal.of(400, 50035, "Invalid Form Body");
    }
    return form;
  }

  private static Optional<String> found(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  String part(String name) {
    return path.getOrDefault(name, "");
  }

  /// An id in the address; what is none is no address that exists.
  long id(String name) {
    long id = Json.parse(part(name));
    if (id < 0) {
      var problems = new Problems();
      problems.add(name, "NUMBER_TYPE_COERCE", "Value \"" + part(name) + "\" is not snowflake.");
      problems.refuse();
    }
    return id;
  }
}
