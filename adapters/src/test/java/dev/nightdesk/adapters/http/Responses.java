package dev.nightdesk.adapters.http;

import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/// Answers that no server gave.
final class Responses {
  static final Request REQUEST = new Request.Builder().url("http://localhost/").build();

  private Responses() {}

  static Response of(ResponseBody body) {
    return begun().body(body).build();
  }

  static Response retryAfter(String value) {
    return begun().header("Retry-After", value).build();
  }

  static Response.Builder begun() {
    return new Response.Builder()
        .request(REQUEST)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK");
  }
}
