package dev.nightdesk.adapters.slack;

import java.util.Map;

/// What whoever serves HTTP hands over in [SlackSettings.Mode#HTTP], and gets back: every request
/// to the one address that the app's events, interactivity and commands are sent to. Answers are
/// due within three seconds (docs.slack.dev/apis/events-api#responding).
public final class SlackHttp {
  /// Slack's own requests are far smaller.
  public static final int MAX_BODY = 4 * 1024 * 1024;

  private SlackHttp() {}

  /// What came.
  ///
  /// @param headers by name, in whatever case
  /// @param body as it came, undecoded: the signature is over these very characters
  public record Request(Map<String, String> headers, String body) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /// What to answer.
  ///
  /// @param contentType of the body; empty when there is none
  public record Answer(int status, String contentType, String body) {
    static Answer of(int status) {
      return new Answer(status, "", "");
    }

    static Answer text(int status, String body) {
      return new Answer(status, "text/plain; charset=utf-8", body);
    }
  }
}
