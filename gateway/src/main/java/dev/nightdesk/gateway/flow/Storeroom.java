package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.sessions.journal.IncarnationDirectory;
import dev.nightdesk.sessions.journal.JournalArchive;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the journals of finished incarnations away, a few at a time: compressed after a day,
/// dropped after thirty. Only what is read to its end, with the step for that end committed, is
/// touched: nobody reads it any more. Sweeps out what was sent, too ([SessionFiles#sweepSent]). One
/// thread.
public final class Storeroom {
  /// A finished incarnation's journal is compressed when it is as old as this.
  public static final Duration COMPRESS_AFTER = Duration.ofDays(1);

  /// And dropped when it is as old as this.
  public static final Duration DROP_AFTER = Duration.ofDays(30);

  /// From the end of one look at all sessions to the next.
  public static final Duration REST = Duration.ofHours(1);

  /// Sessions whose directory is looked at in one round.
  static final int SESSIONS_A_ROUND = 100;

  /// Incarnations that are put away in one round.
  static final int PUT_AWAY_A_ROUND = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Storeroom.class);

  private final Store store;
  private final Path home;
  private final Time time;
  private final Deque<SessionDirectory> toSee = new ArrayDeque<>();
  private long restingSince;
  private boolean resting;

  private enum Due {
    NOTHING,
    COMPRESS,
    DROP
  }

  /// @param home holds `sessions`
  public Storeroom(Store store, Path home, Time time) {
    this.store = store;
    this.home = home;
    this.time = time;
  }

  /// One round; the next one goes on where it ended.
  public void tidy() throws InterruptedException {
    if (toSee.isEmpty() && !begin()) {
      return;
    }
    int away = 0;
    for (int seen = 0; seen < SESSIONS_A_ROUND && !toSee.isEmpty(); seen++) {
      SessionDirectory session = toSee.removeFirst();
      sweep(session);
      away += tidy(session, PUT_AWAY_A_ROUND - away);
      if (away >= PUT_AWAY_A_ROUND) {
        // It may have more, and is the next one to be seen.
        toSee.addFirst(session);
        return;
      }
    }
    if (toSee.isEmpty()) {
      resting = true;
      restingSince = time.nanoTime();
    }
  }

  private boolean begin() {
    if (resting && time.since(restingSince).compareTo(REST) < 0) {
      return false;
    }
    toSee.addAll(SessionDirectory.all(home));
    return true;
  }

  private void sweep(SessionDirectory session) {
    try {
      int dropped = SessionFiles.sweepSent(session.path(), time.now());
      if (dropped > 0) {
        LOG.info("session={} dropped={} event=sent-swept", session.id(), dropped);
      }
    } catch (UncheckedIOException | IOException e) {
      LOG.warn("session={} event=not-swept", session.id(), e);
    }
  }

  /// @return how many incarnations were put away
  private int tidy(SessionDirectory session, int atMost) throws InterruptedException {
    Instant now = time.now();
    int newest = session.newestClaimed();
    int away = 0;
    for (IncarnationDirectory files : session.incarnations()) {
      if (away >= atMost) {
        break;
      }
      try {
        Due due = due(files, newest, now);
        if (due != Due.NOTHING && isReadToItsEnd(session, files.number())) {
          put(files, newest, due);
          away++;
          LOG.info(
              "session={} incarnation={} due={} event=put-away", session.id(), files.number(), due);
        }
      } catch (InterruptedIOException ending) {
        throw new InterruptedException("in the middle of an old journal");
      } catch (IOException e) {
        // A full disk, perhaps. It stands there whole, and the next look tries again.
        LOG.warn("session={} incarnation={} event=not-put-away", session.id(), files.number(), e);
      }
    }
    return away;
  }

  private static Due due(IncarnationDirectory files, int newest, Instant now) throws IOException {
    Instant ended = JournalArchive.endedAt(files).orElse(Instant.EPOCH);
    if (!ended.plus(DROP_AFTER).isAfter(now)) {
      return files.number() < newest || JournalArchive.isThere(files) ? Due.DROP : Due.NOTHING;
    }
    return !ended.plus(COMPRESS_AFTER).isAfter(now) && JournalArchive.isOpen(files)
        ? Due.COMPRESS
        : Due.NOTHING;
  }

  private static void put(IncarnationDirectory files, int newest, Due due) throws IOException {
    switch (due) {
      case COMPRESS -> JournalArchive.compress(files);
      case DROP -> {
        if (files.number() < newest) {
          JournalArchive.drop(files);
        } else {
          JournalArchive.dropJournal(files);
        }
      }
      case NOTHING -> {}
    }
  }

  /// The place behind an end is the start of the next incarnation, so a cursor there says that the
  /// end was seen, by a step that is committed. A session nobody knows is left alone.
  private boolean isReadToItsEnd(SessionDirectory session, int incarnation)
      throws InterruptedException {
    Optional<Session> known =
        StoreWait.with(() -> store.read(reads -> reads.session(session.id())));
    return known.filter(it -> it.run().cursor().incarnation() > incarnation).isPresent();
  }
}
