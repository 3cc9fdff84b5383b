package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.http.Fields;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;

/// The files in a message (docs.slack.dev/reference/objects/file-object). Pure.
final class SlackFiles {
  /// Of no use: the content is not kept any more, or lies with somebody else, to whom Slack sends
  /// nobody's token either (docs.slack.dev/reference/methods/files.remote.info).
  private static final Set<String> NOT_HERE = Set.of("tombstone", "hidden_by_limit", "external");

  /// With these the paths of files begin; what lies elsewhere is no file.
  private static final Set<String> FOLDERS = Set.of("files-pri", "files-tmb");

  /// The domains of Slack itself, whose files lie on a host of their own.
  private static final Set<String> DOMAINS = Set.of("slack.com", "slack-gov.com");

  private static final int HTTPS = 443;

  private SlackFiles() {}

  /// Those that can be fetched.
  static List<Attachment> in(JsonNode message) {
    var files = new ArrayList<Attachment>();
    for (var file : message.path("files")) {
      var mode = Fields.textOrEmpty(file, "mode");
      var handle = handle(file);
      if (!handle.isEmpty() && !NOT_HERE.contains(mode) && !file.path("is_external").asBoolean()) {
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

  /// Whether the bot's token may go there: to a file, on Slack's host for files or on the server
  /// that stands in for Slack.
  ///
  /// @param server the Web API's address
  static boolean mayHaveToken(URI server, HttpUrl url) {
    if (!FOLDERS.contains(url.pathSegments().getFirst())) {
      return false;
    }
    var own = server.getHost().toLowerCase(Locale.ROOT);
    if (DOMAINS.contains(own)) {
      return url.isHttps() && url.port() == HTTPS && url.host().equals("files." + own);
    }
    int port = server.getPort() >= 0 ? server.getPort() : HttpUrl.defaultPort(server.getScheme());
    return url.scheme().equals(server.getScheme()) && url.host().equals(own) && url.port() == port;
  }

  /// Where the bytes are; empty when it is not told.
  static String address(JsonNode file) {
    var download = Fields.textOrEmpty(file, "url_private_download");
    return download.isEmpty() ? Fields.textOrEmpty(file, "url_private") : download;
  }
}
