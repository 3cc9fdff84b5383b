package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.FormBody;

/// The parameters of one call. They go as a form: not every method of the Web API reads JSON
/// (docs.slack.dev/apis/web-api). For one thread.
final class Params {
  private final Map<String, String> values = new LinkedHashMap<>();

  static Params none() {
    return new Params();
  }

  static Params of(String name, String value) {
    return new Params().and(name, value);
  }

  Params and(String name, String value) {
    values.put(name, value);
    return this;
  }

  Params and(String name, JsonNode json) {
    return and(name, json.toString());
  }

  Params and(String name, boolean flag) {
    return and(name, flag ? "1" : "0");
  }

  Params and(String name, long number) {
    return and(name, String.valueOf(number));
  }

  /// Leaves an empty value out.
  Params andIfAny(String name, String value) {
    return value.isEmpty() ? this : and(name, value);
  }

  FormBody form() {
    var form = new FormBody.Builder();
    values.forEach(form::add);
    return form.build();
  }
}
