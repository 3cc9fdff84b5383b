package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.store.Outgoing;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The effects that concern a chat but are no cards: files in both directions, threads, whispers.
public final class PlaceEffects {
  static final Backoff AGAIN = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  /// After so many tries a file stays where it is, and a whisper unheard.
  public static final int TRIES = 4;

  /// After so many tries, about two minutes of them, a session goes on without a thread.
  public static final int THREAD_TRIES = 8;

  /// Nor does it wait longer than this for the next one.
  public static final Duration THREAD_WAIT = Duration.ofMinutes(5);

  /// How long a thread waits for the card it hangs under before it looks whether to go on waiting.
  static final Duration CARD_LOOK = Duration.ofSeconds(1);

  /// A session whose card is not shown within this goes on without a thread.
  public static final Duration CARD_WAIT = Duration.ofSeconds(30);

  /// Files of one prompt that are fetched; the rest is named as left out.
  static final int MAX_FILES = 10;

  private final Store store;
  private final Channels channels;
  private final Downloads downloads;
  private final Pace pace;
  private final Workplaces workplaces;
  private final SessionFiles files;
  private final ShownCards shownCards;
  private final Time time;

  /// Diffs that were made and wait to be sent, by their effect: not made anew for every try.
  private final Map<Long, File> diffs = new ConcurrentHashMap<>();

  /// Threads whose card is not shown yet, by their effect, and since when they wait in this
  /// process.
  private final Map<Long, Long> waitingForCard = new ConcurrentHashMap<>();

  PlaceEffects(
      Store store,
      Channels channels,
      Downloads downloads,
      Pace pace,
      Workplaces workplaces,
      SessionFiles files,
      ShownCards shownCards,
      Time time) {
    this.shownCards = shownCards;
    this.time = time;
    this.store = store;
    this.channels = channels;
    this.downloads = downloads;
    this.pace = pace;
    this.workplaces = workplaces;
    this.files = files;
  }

  /// Brings a prompt's files. One that cannot be had does not keep the prompt from the agent: it is
  /// named among the failures.
  Attempt fetch(Effect.Fetch fetch, int failures) throws InterruptedException {
    List<String> paths = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < fetch.files().size(); i++) {
      Attachment file = fetch.files().get(i);
      Path into;
      try {
        into = files.incoming(fetch.session(), fetch.prompt(), i, file.name());
      } catch (IOException e) {
        return new Attempt.Again(AGAIN.after(failures + 1), "no folder for files: " + e);
      }
      Download download =
          i < MAX_FILES
              ? downloads.fetch(fetch.from(), file, into, failures)
              : new Download.Missing("too many files at once");
      switch (download) {
        case Download.There _ -> paths.add(into.toString());
        case Download.Missing(String why) -> missing.add(nameOf(file) + ": " + why);
        case Download.NotYet(Duration after, String why) -> {
          return new Attempt.Again(after, why);
        }
      }
      Point.FILE_FETCHED.reach();
    }
    return Attempt.ended(new Result.Fetched(paths, missing));
  }

  Attempt sendDiff(Effect.SendDiff diff, Outgoing row) throws InterruptedException {
    Optional<Session> session =
        StoreWait.with(() -> store.read(reads -> reads.session(diff.session())));
    if (session.isEmpty()) {
      return Attempt.refused(Outcome.Reason.INVALID, "there is no such session");
    }
    Path into;
    try {
      into = files.outgoing(diff.session(), "changes-" + row.id() + ".diff");
    } catch (IOException e) {
      return new Attempt.Again(AGAIN.after(row.failures() + 1), "no folder for files: " + e);
    }
    File known = diffs.get(row.id());
    if (known == null || !Files.exists(into)) {
      diffs.remove(row.id());
      switch (workplaces.diff(session.get(), into)) {
        case Workplaces.Diff.Nothing(String why) -> {
          return Attempt.refused(Outcome.Reason.INVALID, why);
        }
        case Workplaces.Diff.Made(String name, String caption) ->
            known = new File(into, name, caption);
      }
      diffs.put(row.id(), known);
    }
    Attempt attempt = upload(diff.session(), diff.to(), known, diff.replyTo(), row);
    if (attempt instanceof Attempt.Ended ended) {
      diffs.remove(row.id());
      clear(into, diff.to(), ended);
    }
    return attempt;
  }

  Attempt sendFile(Effect.SendFile file, Outgoing row) throws InterruptedException {
    Optional<Session> session =
        StoreWait.with(() -> store.read(reads -> reads.session(file.session())));
    if (session.isEmpty()) {
      return Attempt.refused(Outcome.Reason.INVALID, "there is no such session");
    }
    Path into;
    try {
      into = files.outgoing(file.session(), "file-" + row.id());
    } catch (IOException e) {
      return new Attempt.Again(AGAIN.after(row.failures() + 1), "no folder for files: " + e);
    }
    long most = channels.traits(file.to()).maxUploadBytes();
    return switch (workplaces.take(session.get(), file.path(), into, most)) {
      case Workplaces.Taken.Refused(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Workplaces.Taken.Copied(String name) -> {
        var copy = new File(into, SessionFiles.safeName(name), "");
        Attempt attempt = upload(file.session(), file.to(), copy, file.replyTo(), row);
        if (attempt instanceof Attempt.Ended ended) {
          clear(into, file.to(), ended);
        }
        yield attempt;
      }
    };
  }

  Attempt sendText(Effect.SendText text, Outgoing row) throws InterruptedException {
    Path file;
    try {
      file = files.outgoing(text.session(), row.id() + ".txt");
      Files.writeString(file, text.text());
    } catch (IOException e) {
      return new Attempt.Again(AGAIN.after(row.failures() + 1), "cannot write the file: " + e);
    }
    Attempt attempt =
        upload(
            text.session(),
            text.to(),
            new File(file, SessionFiles.safeName(text.name()), ""),
            null,
            row);
    if (attempt instanceof Attempt.Ended ended) {
      clear(file, text.to(), ended);
    }
    return attempt;
  }

  /// A file that was sent is not kept, unless whoever it is for was only told where it lies: then
  /// the [Storeroom] sees to it.
  private void clear(Path file, Place to, Attempt.Ended ended) {
    if (!channels.traits(to).can(Traits.Feature.POINTS_TO_FILES)
        || !(ended.result() instanceof Result.Done)) {
      SessionFiles.forget(file);
    }
  }

  private record File(Path path, String name, String caption) {}

  private Attempt upload(
      SessionId session, Place to, File file, @Nullable MessageRef replyTo, Outgoing row)
      throws InterruptedException {
    if (StoreWait.with(() -> store.<Boolean>read(reads -> reads.isMuted(to)))) {
      return Attempt.refused(Outcome.Reason.INVALID, "nothing is said there any more");
    }
    Duration wait = pace.take(to, channels.traits(to).rate());
    if (!wait.isZero()) {
      return new Attempt.NotYet(wait, "pace");
    }
    var posting =
        new Posting.Upload(to, file.path(), file.name(), file.caption(), nonce(row), true, replyTo);
    Delivery delivery = channels.deliver(posting);
    Point.FILE_SENT.reach();
    return switch (delivery) {
      case Delivery.Shown(MessageRef at) -> Attempt.sent(at, session);
      case Delivery.Done _ -> Attempt.done();
      case Delivery.Later(Duration after, String why) -> later(to, after, why);
      case Delivery.Moved(Place moved) -> elsewhere(to, moved);
      case Delivery.Unknown(String why) ->
          row.failures() + 1 < TRIES
              ? new Attempt.Again(AGAIN.after(row.failures() + 1), why)
              : Attempt.ended(new Result.Unknown(why));
      case Delivery.Refused(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.PlaceGone(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.MessageGone(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.Saved _ -> Attempt.refused(Outcome.Reason.INVALID, "the file was not sent");
    };
  }

  Attempt openThread(Effect.OpenThread open, Outgoing row) throws InterruptedException {
    MessageRef under = null;
    if (open.under() != null) {
      Optional<MessageRef> shown = shownCards.await(open.under(), CARD_LOOK);
      if (shown.isEmpty()) {
        // The start of its agent stands behind it, and nothing is lost without a thread.
        long since = waitingForCard.computeIfAbsent(row.id(), _ -> time.nanoTime());
        boolean patient = time.since(since).compareTo(CARD_WAIT) < 0;
        if (!patient) {
          waitingForCard.remove(row.id());
        }
        return patient
            ? new Attempt.NotYet(CARD_LOOK, "its card is not shown yet")
            : Attempt.refused(Outcome.Reason.INVALID, "its card could not be shown so far");
      }
      under = shown.get();
      waitingForCard.remove(row.id());
    }
    Duration wait = pace.take(open.at(), channels.traits(open.at()).rate());
    if (!wait.isZero()) {
      return new Attempt.NotYet(wait, "pace");
    }
    var posting = new Posting.OpenThread(open.at(), under, open.title(), nonce(row));
    Delivery delivery = channels.deliver(posting);
    Point.THREAD_OPENED.reach();
    return switch (delivery) {
      case Delivery.Moved(Place to) when to.isThread() -> Attempt.ended(new Result.Opened(to));
      case Delivery.Moved(Place to) -> elsewhere(open.at(), to);
      case Delivery.Later(Duration after, String why) -> {
        pace.penalise(open.at(), after);
        // The start of its agent stands behind it, and nothing is lost without a thread.
        yield row.failures() + 1 < THREAD_TRIES && after.compareTo(THREAD_WAIT) <= 0
            ? new Attempt.Again(AGAIN.after(row.failures() + 1, after), why)
            : Attempt.refused(Outcome.Reason.INVALID, why);
      }
      // A second try could open a second thread, unless it hangs under a message.
      case Delivery.Unknown(String why) ->
          open.under() != null && row.failures() + 1 < THREAD_TRIES
              ? new Attempt.Again(AGAIN.after(row.failures() + 1), why)
              : Attempt.ended(new Result.Unknown(why));
      case Delivery.Refused(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.PlaceGone(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.MessageGone(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.Shown _, Delivery.Done _, Delivery.Saved _ ->
          Attempt.refused(Outcome.Reason.INVALID, "no thread came of it");
    };
  }

  /// A sign is worth no wait, and no second try.
  Attempt receipt(Effect.Receipt receipt) throws InterruptedException {
    Place at = receipt.message().place();
    if (channels.traits(at).can(Traits.Feature.RECEIPTS)
        && pace.takeSpare(at, channels.traits(at).rate())
        && channels.deliver(new Posting.Receipt(receipt.message()))
            instanceof Delivery.Later(Duration after, String _)) {
      pace.penalise(at, after);
    }
    return Attempt.done();
  }

  /// An answer to a press is worth something for seconds only, and is no message: no pace.
  Attempt whisper(Effect.Whisper whisper, int failures) throws InterruptedException {
    var posting = new Posting.Whisper(whisper.at(), whisper.press(), whisper.text());
    return switch (channels.deliver(posting)) {
      case Delivery.Done _, Delivery.Shown _, Delivery.Saved _ -> Attempt.done();
      case Delivery.Later(Duration after, String why) ->
          failures + 1 < TRIES
              ? new Attempt.Again(after, why)
              : Attempt.ended(new Result.Unknown(why));
      case Delivery.Unknown(String why) ->
          failures + 1 < TRIES
              ? new Attempt.Again(AGAIN.after(failures + 1), why)
              : Attempt.ended(new Result.Unknown(why));
      case Delivery.Refused(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.PlaceGone(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.MessageGone(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
      case Delivery.Moved _ -> Attempt.refused(Outcome.Reason.INVALID, "the chat moved");
    };
  }

  private Attempt later(Place place, Duration after, String why) {
    pace.penalise(place, after);
    return new Attempt.NotYet(after, why);
  }

  /// A place that has moved to itself would be asked for ever.
  private static Attempt elsewhere(Place from, Place to) {
    return from.equals(to)
        ? Attempt.refused(Outcome.Reason.INVALID, "the chat is said to have moved to where it is")
        : new Attempt.Elsewhere(from, to);
  }

  private static Nonce nonce(Outgoing row) {
    return new Nonce("o" + row.id());
  }

  private static String nameOf(Attachment file) {
    return file.name().isEmpty() ? "a file" : SessionFiles.safeName(file.name());
  }
}
