package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import dev.nightdesk.adapters.text.Cut;
import java.nio.file.Files;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// The way out: one posting, one call, one [Delivery]. Safe for any thread.
final class DiscordDeliver {
  /// docs.discord.com/developers/reference#uploading-files.
  static final long MAX_UPLOAD_BYTES = 10L * 1024 * 1024;

  /// docs.discord.com/developers/resources/channel#start-thread-from-message.
  static final int MAX_THREAD = 100;

  /// Minutes without a word until a thread is put away; the longest there is, a week.
  static final int THREAD_LASTS = 10_080;

  /// docs.discord.com/developers/resources/message#message-object-message-flags.
  static final int EPHEMERAL = 1 << 6;

  static final int SILENT = 1 << 12;

  private static final String EYES = "\uD83D\uDC40";
  private static final MediaType ANY_TYPE = MediaType.get("application/octet-stream");

  private final DiscordWire wire;
  private final Rooms rooms;
  private final Answering answering;
  private final DiscordFetch fetch;
  private final Outstanding outstanding;

  DiscordDeliver(DiscordWire wire, Rooms rooms, Answering answering) {
    this.wire = wire;
    this.rooms = rooms;
    this.answering = answering;
    this.fetch = new DiscordFetch(wire);
    this.outstanding = new Outstanding(wire);
  }

  Delivery deliver(Posting posting) throws InterruptedException {
    if (!Ids.isId(channel(posting.at()))) {
      return new Delivery.Refused("not a place of Discord's: " + posting.at());
    }
    try {
      return switch (posting) {
        case Posting.Create create -> create(create);
        case Posting.Edit edit -> edit(edit);
        case Posting.Upload upload -> upload(upload);
        case Posting.OpenThread open -> openThread(open);
        case Posting.Whisper whisper -> whisper(whisper);
        case Posting.Receipt receipt -> receipt(receipt);
        case Posting.Typing typing -> typing(typing);
        case Posting.Fetch file -> fetch.fetch(file);
      };
    } catch (CallFailed failed) {
      return Outcomes.of(posting, failed);
    }
  }

  /// A thread is a channel of its own.
  private static String channel(Place place) {
    return place.isThread() ? place.thread() : place.chat();
  }

  private Delivery create(Posting.Create create) throws CallFailed, InterruptedException {
    var ring = create.silent() ? Set.<String>of() : create.ring();
    var form = DiscordRender.card(create.card());
    if (!create.silent()) {
      var headline = DiscordRender.headline(create.card(), ring);
      if (!headline.isEmpty()) {
        form.put("content", headline);
      }
    }
    if (create.again()) {
      var there = outstanding.find(channel(create.at()), form);
      if (there.isPresent()) {
        return shown(create.at(), there.get());
      }
    }
    try {
      return shown(create.at(), send(create, form, ring));
    } catch (Answered no) {
      if (!isLooksTrouble(no)) {
        throw no;
      }
      return shown(create.at(), send(create, DiscordRender.plain(create.card()), Set.of()));
    }
  }

  private JsonNode send(Posting.Create create, ObjectNode form, Set<String> ring)
      throws CallFailed, InterruptedException {
    form.set("allowed_mentions", DiscordRender.mentions(ring));
    furnish(form, create.at(), create.nonce(), create.silent(), create.replyTo());
    return wire.call(
        wire.to("channels", channel(create.at()), "messages").post(DiscordWire.body(form)));
  }

  /// What every new message has. With `enforce_nonce` the server answers a repeated create with the
  /// message of the first, for some minutes.
  private static void furnish(
      ObjectNode form, Place at, Nonce nonce, boolean silent, @Nullable MessageRef replyTo) {
    form.put("nonce", nonce.value()).put("enforce_nonce", true);
    if (silent) {
      form.put("flags", SILENT);
    }
    // A reply to a message that was deleted meanwhile is still worth sending.
    if (replyTo != null && replyTo.place().equals(at) && Ids.isId(replyTo.message())) {
      form.putObject("message_reference")
          .put("message_id", replyTo.message())
          .put("fail_if_not_exists", false);
    }
  }

  /// The line that rang is taken away: it tells of the moment it rang for, and says something else
  /// than the card by now. An edit rings nobody.
  private Delivery edit(Posting.Edit edit) throws CallFailed, InterruptedException {
    if (!Ids.isId(edit.message().message())) {
      return new Delivery.MessageGone("it never was a message");
    }
    var form = DiscordRender.card(edit.card());
    form.put("content", "");
    try {
      change(edit, form);
    } catch (Answered no) {
      if (!isLooksTrouble(no)) {
        throw no;
      }
      change(edit, DiscordRender.plain(edit.card()));
    }
    return new Delivery.Shown(edit.message());
  }

  private void change(Posting.Edit edit, ObjectNode form) throws CallFailed, InterruptedException {
    form.set("allowed_mentions", DiscordRender.mentions(Set.of()));
    wire.call(
        wire.to("channels", channel(edit.at()), "messages", edit.message().message())
            .patch(DiscordWire.body(form)));
  }

  /// Our renderer made something the server does not take: the words matter more than their looks.
  private static boolean isLooksTrouble(Answered no) {
    return no.status() == 400 && no.code() == Outcomes.INVALID_FORM;
  }

  private Delivery upload(Posting.Upload upload) throws CallFailed, InterruptedException {
    var file = upload.file().toFile();
    if (!Files.isReadable(upload.file())) {
      return new Delivery.Refused("the file " + upload.name() + " is no more");
    }
    if (file.length() > MAX_UPLOAD_BYTES) {
      return new Delivery.Refused(
          "%s has %,d bytes; Discord takes %,d at most"
              .formatted(upload.name(), file.length(), MAX_UPLOAD_BYTES));
    }
    var form = DiscordWire.JSON.createObjectNode();
    if (!upload.caption().isBlank()) {
      form.put("content", DiscordRender.literal(upload.caption()));
    }
    form.set("allowed_mentions", DiscordRender.mentions(Set.of()));
    form.putArray("attachments").addObject().put("id", 0).put("filename", upload.name());
    furnish(form, upload.at(), upload.nonce(), upload.silent(), upload.replyTo());
    var body =
        new MultipartBody.Builder()
            .setType(MultipartBody.FORM)
            .addFormDataPart("payload_json", null, DiscordWire.body(form))
            .addFormDataPart("files[0]", upload.name(), RequestBody.create(file, ANY_TYPE))
            .build();
    return shown(
        upload.at(),
        wire.callWithFile(wire.to("channels", channel(upload.at()), "messages").post(body)));
  }

  private Delivery openThread(Posting.OpenThread open) throws CallFailed, InterruptedException {
    var under = open.under();
    if (open.at().isThread() || rooms.isPrivate(open.at().chat())) {
      return new Delivery.Refused("there are no threads in threads and private talks");
    }
    if (under == null || !Ids.isId(under.message())) {
      return new Delivery.Refused("a thread hangs under a message, and there is none");
    }
    var title = open.title().isBlank() ? "Session" : open.title().strip();
    var form = DiscordWire.JSON.createObjectNode().put("name", Cut.to(title, MAX_THREAD));
    form.put("auto_archive_duration", THREAD_LASTS);
    try {
      var thread =
          wire.call(
              wire.to("channels", open.at().chat(), "messages", under.message(), "threads")
                  .post(DiscordWire.body(form)));
      return opened(open.at(), idIn(thread));
    } catch (Answered no) {
      if (no.code() != Outcomes.HAS_A_THREAD) {
        throw no;
      }
      // "The created thread's id will be the same as the id of the source message."
      return opened(open.at(), under.message());
    }
  }

  private Delivery opened(Place at, String thread) {
    var place = new Place(at.channel(), at.chat(), thread);
    rooms.sawThread(thread, at.chat());
    rooms.familiar().saw(place);
    return new Delivery.Moved(place);
  }

  private Delivery whisper(Posting.Whisper whisper) throws CallFailed, InterruptedException {
    if (whisper.text().isEmpty()) {
      // The press was acknowledged when it was taken.
      return new Delivery.Done();
    }
    var handle = Handle.read(whisper.to());
    if (handle.isEmpty()) {
      return new Delivery.Refused("nobody waits for an answer of their own there");
    }
    // A further answer is only taken after the first.
    answering.awaitFirst(handle.get().interaction());
    var form = DiscordWire.JSON.createObjectNode();
    form.put("content", DiscordRender.literal(whisper.text())).put("flags", EPHEMERAL);
    form.set("allowed_mentions", DiscordRender.mentions(Set.of()));
    wire.call(
        wire.unsigned("webhooks", handle.get().application(), handle.get().token())
            .post(DiscordWire.body(form)));
    return new Delivery.Done();
  }

  private Delivery receipt(Posting.Receipt receipt) throws CallFailed, InterruptedException {
    var message = receipt.message().message();
    if (message.startsWith(Inbound.NO_MESSAGE) || !Ids.isId(message)) {
      return new Delivery.Done();
    }
    wire.call(
        wire.to("channels", channel(receipt.at()), "messages", message, "reactions", EYES, "@me")
            .put(RequestBody.EMPTY));
    return new Delivery.Done();
  }

  private Delivery typing(Posting.Typing typing) throws CallFailed, InterruptedException {
    wire.call(wire.to("channels", channel(typing.at()), "typing").post(RequestBody.EMPTY));
    return new Delivery.Done();
  }

  private Delivery shown(Place at, JsonNode message) throws Unreadable {
    var id = idIn(message);
    rooms.familiar().saw(at);
    return new Delivery.Shown(new MessageRef(at, id));
  }

  private static String idIn(JsonNode made) throws Unreadable {
    var id = Ids.idOrEmpty(made, "id");
    if (id.isEmpty()) {
      throw new Unreadable(DiscordWire.NAME, "it names no id");
    }
    return id;
  }
}
