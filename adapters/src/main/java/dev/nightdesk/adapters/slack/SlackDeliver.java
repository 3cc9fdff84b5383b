package dev.nightdesk.adapters.slack;

import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.text.Cut;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way out: one posting, one call (of an upload three), one [Delivery]. Safe for any thread.
final class SlackDeliver {
  private static final Logger LOG = LoggerFactory.getLogger(SlackDeliver.class);

  /// What a whisper says is a few sentences.
  static final int MAX_WHISPER = 3000;

  private static final String TAKEN = "eyes";

  /// The sign is there, or there are too many others: nobody misses it.
  private static final Set<String> SIGNED =
      Set.of("already_reacted", "too_many_emoji", "too_many_reactions");

  private final SlackWire wire;
  private final SlackUpload upload;
  private final SlackFetch fetch;
  private final SlackStatus status;
  private final SlackNonces nonces;
  private final SlackCalls calls;

  SlackDeliver(SlackWire wire, SlackTiming timing) {
    this.wire = wire;
    this.upload = new SlackUpload(wire, timing);
    this.fetch = new SlackFetch(wire);
    this.status = new SlackStatus(wire);
    this.nonces = new SlackNonces(wire);
    this.calls = new SlackCalls(wire);
  }

  Delivery deliver(Posting posting) throws InterruptedException {
    try {
      return switch (posting) {
        case Posting.Create create -> create(create);
        case Posting.Edit edit -> edit(edit);
        case Posting.Upload file ->
            isHome(file.at())
                ? new Delivery.Refused("App Home shows no files")
                : upload.upload(file);
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

  private Delivery create(Posting.Create create) throws CallFailed, InterruptedException {
    if (isHome(create.at())) {
      return publish(create.at(), create.card());
    }
    var ring = ring(create);
    if (create.again()) {
      try {
        var found = found(create);
        if (found.isPresent()) {
          calls.remember(found.get(), ring);
          return new Delivery.Shown(found.get());
        }
      } catch (CallFailed failed) {
        // Nothing was said yet, by this try.
        return Outcomes.of(failed, true);
      }
    }
    var words = SlackRender.message(create.card(), ring);
    var fields =
        Params.of("channel", create.at().chat())
            .andIfAny("thread_ts", create.at().thread())
            .and("text", words.text())
            .and("unfurl_links", false)
            .and("unfurl_media", false)
            .and("link_names", false)
            .and("metadata", SlackNonces.metadata(create.nonce(), ring));
    var answer = withBlocks(Methods.CHAT_POST_MESSAGE, fields, words);
    var shown = new MessageRef(create.at(), answer);
    calls.remember(shown, ring);
    return new Delivery.Shown(shown);
  }

  /// In direct messages everything rings, and in a channel only what names somebody.
  private static Set<String> ring(Posting.Create create) {
    boolean calls = !create.silent() && !SlackUpdates.isDirect(create.at().chat());
    return calls ? create.ring() : Set.of();
  }

  private Optional<MessageRef> found(Posting.Create create)
      throws CallFailed, InterruptedException {
    try {
      return nonces.find(create.at(), create.nonce());
    } catch (Answered no) {
      if (Outcomes.of(no, true) instanceof Delivery.Refused) {
        // Without the scope to look, said twice is better than not at all.
        LOG.warn("event=not_looked_for place={} why={}", create.at(), no.why());
        return Optional.empty();
      }
      throw no;
    }
  }

  private Delivery edit(Posting.Edit edit) throws CallFailed, InterruptedException {
    if (isHome(edit.at())) {
      return publish(edit.at(), edit.card());
    }
    var words = SlackRender.message(edit.card(), calls.of(edit.message()));
    var fields =
        Params.of("channel", edit.at().chat())
            .and("ts", edit.message().message())
            .and("text", words.text())
            // Here it is `client` by default, which makes links of names.
            .and("parse", "none")
            .and("link_names", false);
    var _ = withBlocks(Methods.CHAT_UPDATE, fields, words);
    return new Delivery.Shown(edit.message());
  }

  /// The words matter more than their looks: what is refused for its blocks is sent without.
  ///
  /// @return the message's stamp
  private String withBlocks(String method, Params fields, SlackRender.Words words)
      throws CallFailed, InterruptedException {
    try {
      return stamp(method, fields.and("blocks", words.blocks()));
    } catch (Answered no) {
      if (!Outcomes.isBlockTrouble(no)) {
        throw no;
      }
      LOG.warn("event=blocks_refused why={}", no.why());
      return stamp(method, fields.and("blocks", SlackWire.JSON.createArrayNode()));
    }
  }

  private String stamp(String method, Params fields) throws CallFailed, InterruptedException {
    var stamp = Fields.textOrEmpty(wire.call(method, fields), "ts");
    if (stamp.isEmpty()) {
      throw new Unreadable(SlackWire.NAME, "a message without a stamp");
    }
    return stamp;
  }

  private Delivery publish(Place home, Card card) throws CallFailed, InterruptedException {
    try {
      wire.call(
          Methods.VIEWS_PUBLISH,
          Params.of("user_id", userOf(home)).and("view", SlackRender.home(card)));
    } catch (CallFailed failed) {
      // Shown twice it is shown once.
      return Outcomes.of(failed, true);
    }
    return new Delivery.Shown(new MessageRef(home, SlackUpdates.HOME_MESSAGE));
  }

  private static boolean isHome(Place place) {
    return place.chat().startsWith(SlackUpdates.HOME);
  }

  private static String userOf(Place home) {
    return home.chat().substring(SlackUpdates.HOME.length());
  }

  /// Whatever is said under a message is in its thread: there is nothing to open.
  private static Delivery openThread(Posting.OpenThread open) {
    var under = open.under();
    if (under == null || isHome(under.place()) || isNone(under)) {
      return new Delivery.Refused("a thread hangs under a message, and there is none");
    }
    var place = under.place();
    return new Delivery.Moved(
        place.isThread() ? place : new Place(place.channel(), place.chat(), under.message()));
  }

  private static boolean isNone(MessageRef message) {
    return message.message().startsWith(Inbound.NO_MESSAGE);
  }

  private Delivery whisper(Posting.Whisper whisper) throws CallFailed, InterruptedException {
    if (whisper.text().isEmpty()) {
      return new Delivery.Done();
    }
    var text = SlackText.escaped(Cut.to(whisper.text(), MAX_WHISPER));
    try {
      if (isHome(whisper.at())) {
        // On that page nothing can be said; in their own direct messages it can.
        wire.call(Methods.CHAT_POST_MESSAGE, Params.of("channel", whisper.to()).and("text", text));
      } else {
        wire.call(
            Methods.CHAT_POST_EPHEMERAL,
            Params.of("channel", whisper.at().chat())
                .and("user", whisper.to())
                .and("text", text)
                .andIfAny("thread_ts", whisper.at().thread()));
      }
      return new Delivery.Done();
    } catch (Answered no) {
      // The person may have left, or not be visible there; that says nothing about the place.
      return Outcomes.of(no, true) instanceof Delivery.PlaceGone(String why)
          ? new Delivery.Refused(why)
          : Outcomes.of(no, true);
    }
  }

  private Delivery receipt(Posting.Receipt receipt) throws CallFailed, InterruptedException {
    if (isHome(receipt.at()) || isNone(receipt.message())) {
      return new Delivery.Done();
    }
    try {
      wire.call(
          Methods.REACTIONS_ADD,
          Params.of("channel", receipt.at().chat())
              .and("timestamp", receipt.message().message())
              .and("name", TAKEN));
    } catch (Answered no) {
      if (!SIGNED.contains(no.error())) {
        throw no;
      }
    }
    return new Delivery.Done();
  }

  private Delivery typing(Posting.Typing typing) throws CallFailed, InterruptedException {
    status.show(typing.at());
    return new Delivery.Done();
  }
}
