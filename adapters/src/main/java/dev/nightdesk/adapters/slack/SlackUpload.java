package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.text.Cut;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a file in the three steps of docs.slack.dev/messaging/working-with-files: nobody sees
/// anything of it before the last, and whether that one happened can be asked. Safe for any thread.
final class SlackUpload {
  /// Slack takes 1 GB; a chat is no place for more than this.
  static final long MAX_BYTES = 100L * 1024 * 1024;

  /// Of one line that goes with it.
  static final int MAX_CAPTION = 3000;

  /// Slack tells where a file was shared a moment later.
  static final int LOOKS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(SlackUpload.class);

  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  private final SlackWire wire;
  private final SlackTiming timing;

  SlackUpload(SlackWire wire, SlackTiming timing) {
    this.wire = wire;
    this.timing = timing;
  }

  /// Where the bytes go.
  private record Berth(HttpUrl url, String file) {}

  Delivery upload(Posting.Upload upload) throws InterruptedException {
    var file = upload.file().toFile();
    if (!Files.isReadable(upload.file())) {
      return new Delivery.Refused("the file " + upload.name() + " is no more");
    }
    long length = file.length();
    if (length == 0) {
      return new Delivery.Refused(upload.name() + " is empty, and Slack takes no empty files");
    }
    if (length > MAX_BYTES) {
      return new Delivery.Refused(
          "%s has %,d bytes; %,d at most are sent".formatted(upload.name(), length, MAX_BYTES));
    }
    Berth berth;
    try {
      berth = berth(upload, length);
      var bytes = RequestBody.create(file, BYTES);
      wire.open(new Request.Builder().url(berth.url()).post(bytes).build()).close();
    } catch (ServerTrouble trouble) {
      return trouble.status() < 500
          ? new Delivery.Refused("Slack does not take " + upload.name() + ": " + trouble.why())
          : Outcomes.of(trouble, true);
    } catch (CallFailed failed) {
      return Outcomes.of(failed, true);
    }
    return share(upload, berth);
  }

  private Berth berth(Posting.Upload upload, long length) throws CallFailed, InterruptedException {
    var answer =
        wire.call(
            Methods.FILES_GET_UPLOAD_URL_EXTERNAL,
            Params.of("filename", upload.name()).and("length", length));
    var url = HttpUrl.parse(Fields.textOrEmpty(answer, "upload_url"));
    if (url == null) {
      throw new Unreadable(SlackWire.NAME, "no address for a file");
    }
    return new Berth(url, Fields.textOrEmpty(answer, "file_id"));
  }

  private Delivery share(Posting.Upload upload, Berth berth) throws InterruptedException {
    var files = SlackWire.JSON.createArrayNode();
    files.addObject().put("id", berth.file()).put("title", upload.name());
    try {
      var answer =
          wire.call(
              Methods.FILES_COMPLETE_UPLOAD_EXTERNAL,
              Params.of("channel_id", upload.at().chat())
                  .and("files", files)
                  .andIfAny("thread_ts", upload.at().thread())
                  .andIfAny(
                      "initial_comment", SlackText.escaped(Cut.to(upload.caption(), MAX_CAPTION))));
      return new Delivery.Shown(
          new MessageRef(upload.at(), message(upload, berth, answer.path("files").path(0))));
    } catch (CallFailed failed) {
      var outcome = Outcomes.of(failed, false);
      return outcome instanceof Delivery.Unknown ? looked(upload, berth, outcome) : outcome;
    }
  }

  /// Looks whether it was shared all the same. Where nothing is to be seen it stays unknown: Slack
  /// shares a moment after it was told to, and what was cut off may still be under way.
  private Delivery looked(Posting.Upload upload, Berth berth, Delivery unknown)
      throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      pause();
      try {
        var found = messageIn(about(berth), upload.at().chat());
        if (found.isPresent()) {
          return new Delivery.Shown(new MessageRef(upload.at(), found.get()));
        }
      } catch (CallFailed failed) {
        LOG.info("event=not_looked_for place={} why={}", upload.at(), failed.why());
      }
    }
    return unknown;
  }

  private JsonNode about(Berth berth) throws CallFailed, InterruptedException {
    return wire.call(Methods.FILES_INFO, Params.of("file", berth.file())).path("file");
  }

  /// The message it hangs under; or, when that is not to be learnt, the file's own name, under
  /// which nothing can be said.
  private String message(Posting.Upload upload, Berth berth, JsonNode file)
      throws InterruptedException {
    var found = messageIn(file, upload.at().chat());
    try {
      for (int look = 0; found.isEmpty() && look < LOOKS; look++) {
        found = messageIn(about(berth), upload.at().chat());
        if (found.isEmpty()) {
          pause();
        }
      }
    } catch (CallFailed failed) {
      // It is shown all the same.
    }
    return found.orElse(berth.file());
  }

  private static Optional<String> messageIn(JsonNode file, String chat) {
    return file.path("shares")
        .valueStream()
        .flatMap(kind -> kind.path(chat).valueStream())
        .map(share -> Fields.textOrEmpty(share, "ts"))
        .filter(ts -> !ts.isEmpty())
        .findFirst();
  }

  private void pause() throws InterruptedException {
    var _ = new CountDownLatch(1).await(timing.look().toMillis(), TimeUnit.MILLISECONDS);
  }
}
