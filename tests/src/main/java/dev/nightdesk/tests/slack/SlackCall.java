package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/// One call of a method with its parameters, however they came: as a form, as JSON, in the query.
///
/// @param parameters all of them; in a form numbers, flags and JSON are texts
/// @param token the bearer token, or the parameter `token`; empty when there is none
record SlackCall(String method, ObjectNode parameters, String token) {
  static SlackCall of(String method, RecordedRequest request) {
    var parameters = SlackJson.object();
    addQuery(request.getUrl(), parameters);
    var type = header(request, "Content-Type");
    var body = request.getBody();
    if (body != null && body.size() > 0) {
      if (type.startsWith("application/json")) {
        if (SlackJson.read(body.utf8(), "invalid_json") instanceof ObjectNode object) {
          parameters.setAll(object);
        } else {
          throw SlackRefusal.of("json_not_object");
        }
      } else if (type.startsWith("application/x-www-form-urlencoded")) {
        // A form's plus is a blank, which a query's need not be.
        var encoded = body.utf8().replace("+", "%20");
        addQuery(request.getUrl().newBuilder().encodedQuery(encoded).build(), parameters);
      } else {
        throw SlackRefusal.of("invalid_post_type");
      }
    }
    var bearer = header(request, "Authorization");
    var token =
        bearer.startsWith("Bearer ")
            ? bearer.substring("Bearer ".length())
            : SlackJson.word(parameters, "token");
    parameters.remove("token");
    return new SlackCall(method, parameters, token);
  }

  static String header(RecordedRequest request, String name) {
    return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
  }

  private static void addQuery(HttpUrl url, ObjectNode parameters) {
    for (var name : url.queryParameterNames()) {
      parameters.put(name, url.queryParameter(name));
    }
  }

  boolean has(String name) {
    return parameters.hasNonNull(name);
  }

  /// The parameter as a text, empty when it is not there.
  String text(String name) {
    return has(name) ? parameters.path(name).asText() : "";
  }

  /// @throws SlackRefusal `invalid_arguments` when it is missing or empty
  String needed(String name) {
    var text = text(name);
    if (text.isEmpty() && !parameters.path(name).isContainerNode()) {
      throw SlackRefusal.missing(name);
    }
    return text;
  }

  boolean flag(String name) {
    return text(name).equals("true") || text(name).equals("1");
  }

  /// A whole number from 1 on.
  int count(String name, int otherwise, int most) {
    if (!has(name)) {
      return otherwise;
    }
    if (!text(name).matches("[1-9][0-9]{0,5}")) {
      throw SlackRefusal.of("invalid_limit");
    }
    return Math.min(most, Integer.parseInt(text(name)));
  }

  /// A parameter that is JSON itself; forms carry it as a text.
  ///
  /// @param error what a text that is no JSON is refused with
  JsonNode json(String name, String error) {
    var value = parameters.path(name);
    return value.isTextual() ? SlackJson.read(value.asText(), error) : value;
  }
}
