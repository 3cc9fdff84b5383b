package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.MultipartReader;
import okio.Buffer;
import okio.ByteString;

/// One call of a method with its parameters, however they came: as JSON, as a form, as multipart,
/// in the query.
///
/// @param method in lower case, as the real server compares it
/// @param parameters all of them; numbers and flags may be texts
/// @param files the parts of a multipart body that have a file name
record TwinCall(String method, ObjectNode parameters, Map<String, SentFile> files) {
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
  private static final Pattern PART_NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

  /// A file as it was sent.
  record SentFile(String name, ByteString bytes) {}

  static TwinCall of(String method, RecordedRequest request) {
    var parameters = TwinJson.object();
    var files = new HashMap<String, SentFile>();
    addQuery(request.getUrl(), parameters);
    var type = Optional.ofNullable(request.getHeaders().get("Content-Type")).orElse("");
    var body = request.getBody();
    if (body != null && body.size() > 0) {
      if (type.startsWith("application/json")) {
        var json = TwinJson.read(body.utf8());
        if (json instanceof ObjectNode object) {
          parameters.setAll(object);
        }
      } else if (type.startsWith("multipart/form-data")) {
        addParts(body, type.replaceAll(".*boundary=\"?([^\";]+)\"?.*", "$1"), parameters, files);
      } else {
        addQuery(request.getUrl().newBuilder().encodedQuery(body.utf8()).build(), parameters);
      }
    }
    return new TwinCall(method, parameters, files);
  }

  private static void addQuery(HttpUrl url, ObjectNode parameters) {
    for (var name : url.queryParameterNames()) {
      parameters.put(name, url.queryParameter(name));
    }
  }

  private static void addParts(
      ByteString body, String boundary, ObjectNode parameters, Map<String, SentFile> files) {
    try (var parts = new MultipartReader(new Buffer().write(body), boundary)) {
      for (var part = parts.nextPart(); part != null; part = parts.nextPart()) {
        var disposition = Optional.ofNullable(part.headers().get("Content-Disposition")).orElse("");
        var name = found(PART_NAME.matcher(disposition)).orElse("");
        var fileName = found(FILE_NAME.matcher(disposition));
        if (fileName.isPresent()) {
          files.put(name, new SentFile(fileName.get(), part.body().readByteString()));
        } else {
          parameters.put(name, part.body().readUtf8());
        }
      }
    } catch (IOException e) {
      throw TwinRefusal.badRequest("wrong multipart body");
    }
  }

  private static Optional<String> found(Matcher matcher) {
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  boolean has(String name) {
    return parameters.hasNonNull(name);
  }

  /// The parameter as a text, empty when it is not there.
  String text(String name) {
    return has(name) ? parameters.path(name).asText() : "";
  }

  OptionalLong number(String name) {
    var text = text(name);
    return text.matches("-?[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  boolean flag(String name) {
    return parameters.path(name).asBoolean();
  }

  /// A parameter that is JSON itself; forms carry it as a text.
  JsonNode json(String name) {
    var value = parameters.path(name);
    return value.isTextual() ? TwinJson.read(value.asText()) : value;
  }
}
