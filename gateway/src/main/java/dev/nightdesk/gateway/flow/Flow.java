package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Ids;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that moves, from the door to the screens, in the order in which it starts and ends.
///
/// Does not own the store, the host or the channels: who opened them closes them, afterwards.
public final class Flow implements AutoCloseable {
  /// How long work that has begun may still take when the gateway ends.
  public static final Duration DRAIN_WITHIN = Duration.ofSeconds(2);

  /// What was put off when the last gateway ended waits no longer after a start, whatever the wall
  /// clock was set to meanwhile.
  public static final Duration LONGEST_WAIT_AFTER_START = Duration.ofMinutes(1);

  /// Conversations, sessions and places served at once; further ones wait for the next tick.
  static final int REFUSE_LANES_BEYOND = 10_000;

  static final int REFUSE_FOLLOWERS_BEYOND = 1_000;
  static final int REFUSE_CHANNELS_BEYOND = 16;
  static final int REFUSE_LOOPS_BEYOND = 4;
  static final int REFUSE_TIDYING_BEYOND = 1;

  /// Under this the last boot of the machine is remembered.
  static final String BOOT = "boot";

  private static final Logger LOG = LoggerFactory.getLogger(Flow.class);

  private final Store store;
  private final SessionHost host;
  private final Channels channels;
  private final Disk disk;
  private final Time time;
  private final Crew listeners;
  private final Crew lanes;
  private final Crew readers;
  private final Crew loops;
  private final Crew attic;
  private final Suspects suspects;
  private final Steps steps;
  private final Gate gate;
  private final EffectPump effects;
  private final CardPump cards;
  private final Followers followers;
  private final Ticker ticker;
  private final Storeroom storeroom;
  private final LostQuestions lostQuestions;
  private final Typing typing;
  private boolean closed;

  /// What the flow is laid between.
  ///
  /// @param sessionsDirectory holds one directory for each session
  public record Banks(
      Store store,
      Steps.Decider desk,
      SessionHost host,
      Channels channels,
      Workplaces workplaces,
      Map<AgentKind, AgentDefaults> agents,
      Path sessionsDirectory,
      Disk disk,
      Suggestions suggestions,
      Transcriber transcriber,
      Ids ids,
      Time time) {}

  public Flow(Banks banks) {
    time = banks.time();
    store = banks.store();
    host = banks.host();
    channels = banks.channels();
    disk = banks.disk();
    listeners = crew("listen", REFUSE_CHANNELS_BEYOND, time);
    lanes = crew("lane", REFUSE_LANES_BEYOND, time);
    readers = crew("follow", REFUSE_FOLLOWERS_BEYOND, time);
    loops = crew("loop", REFUSE_LOOPS_BEYOND, time);
    // Compressing keeps a processor busy: no virtual thread should wait for that.
    attic = new Crew("attic", Crew.Kind.PLATFORM, REFUSE_TIDYING_BEYOND, time);
    var pace = new Pace(time::nanoTime);
    var files = new SessionFiles(banks.sessionsDirectory());
    suspects = new Suspects(store);
    steps = new Steps(store, banks.desk(), host, banks.ids(), time);
    var inbox = new InboxSteps(store, steps, time, suspects);
    gate = new Gate(store, inbox, disk::freeBytes, banks.suggestions(), lanes);
    followers = new Followers(store, host, new JournalSteps(steps, suspects), readers);
    var agents = new AgentEffects(store, host, banks.workplaces(), banks.agents());
    var shownCards = new ShownCards(store);
    var downloads = new Downloads(channels);
    var places =
        new PlaceEffects(
            store, channels, downloads, pace, banks.workplaces(), files, shownCards, time);
    var voices =
        new VoiceEffects(
            downloads, banks.transcriber(), banks.sessionsDirectory().resolveSibling("voice"));
    effects =
        new EffectPump(
            store,
            steps,
            new OutboxSteps(store, steps, time),
            agents,
            places,
            voices,
            followers,
            time,
            suspects,
            lanes);
    cards = new CardPump(store, steps, channels, pace, shownCards, time, lanes);
    ticker = new Ticker(store, steps, banks.ids(), time);
    storeroom = new Storeroom(store, banks.sessionsDirectory().resolve("..").normalize(), time);
    lostQuestions = new LostQuestions(store, host, banks.agents(), followers, steps, time);
    typing = new Typing(store, channels, pace, time, lanes);
  }

  /// Takes up everything where it was left. Nobody is listened to yet.
  public void start() throws InterruptedException {
    suspects.open();
    hasten();
    steps.take(new Happening.Opened());
    noteWhatWasLost();
    noticeReboot();
    nameStrays();
    wakeAll();
    loops.keep("disk", disk::watch);
  }

  /// Lets people in, and time pass.
  public void listen() {
    channels.listen(listeners, gate);
    loops.keep("tick", this::keepTicking);
    loops.keep("typing", typing::keepShowing);
  }

  /// One tick: what the clock does every [Ticker#EVERY], and tests whenever they like.
  public void tick() throws InterruptedException {
    // First: whatever else goes wrong, what waits is looked at.
    wakeAll();
    ticker.tick();
    lostQuestions.look();
    if (attic.size() == 0) {
      attic.start("tidy", storeroom::tidy);
    }
  }

  /// Looks at everything that waits, as after a restart.
  public void wakeAll() throws InterruptedException {
    followers.followAll();
    effects.wakeAll();
    gate.wakeAll();
    cards.wakeAll();
  }

  public Gate gate() {
    return gate;
  }

  public Steps steps() {
    return steps;
  }

  public List<Crew> crews() {
    return List.of(listeners, lanes, readers, loops, attic);
  }

  /// Stops listening, lets calls that were begun come to their end, and leaves the rest to the next
  /// start. Takes at most [#DRAIN_WITHIN] and a few times [Crew#JOIN_WITHIN]. Idempotent.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    listeners.close();
    loops.close();
    attic.close();
    readers.close();
    try {
      long start = time.nanoTime();
      boolean drained = gate.drain(DRAIN_WITHIN);
      drained &= effects.drain(DRAIN_WITHIN.minus(time.since(start)));
      drained &= cards.drain(DRAIN_WITHIN.minus(time.since(start)));
      LOG.info("drained={} event=flow-ended", drained);
      lanes.close();
      suspects.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lanes.close();
    }
  }

  private void hasten() throws InterruptedException {
    Instant latest = time.due().plus(LONGEST_WAIT_AFTER_START);
    StoreWait.with(() -> {
      store.change(tx -> tx.hasten(latest));
      return true;
    });
  }

  /// Nobody listened until now.
  private void noteWhatWasLost() throws InterruptedException {
    StoreWait.with(() -> {
      store.change(tx -> channels.catchingUp().forEach(tx::lost));
      return true;
    });
  }

  /// Before any follower tells of an end. Remembered afterwards: a crash in between finds nothing
  /// left to tell of.
  private void noticeReboot() throws InterruptedException {
    String boot = host.boot();
    Optional<String> last = StoreWait.with(() -> store.read(reads -> reads.remembered(BOOT)));
    if (last.filter(boot::equals).isPresent()) {
      return;
    }
    if (last.isPresent()) {
      LOG.info("event=rebooted");
      steps.take(new Happening.Rebooted());
    }
    StoreWait.with(() -> {
      store.change(tx -> tx.remember(BOOT, boot));
      return true;
    });
  }

  /// A process that runs although nobody here thinks so is named, and left alone.
  private void nameStrays() throws InterruptedException {
    Set<SessionId> known =
        StoreWait.with(() -> store.read(reads -> reads.tended())).stream()
            .map(Session::id)
            .collect(Collectors.toSet());
    for (SessionHost.Living living : host.living()) {
      if (!known.contains(living.id())) {
        LOG.warn(
            "session={} incarnation={} pid={} event=stray",
            living.id(),
            living.incarnation(),
            living.launcherPid());
        steps.take(
            new Happening.Stray(
                "the agent of session %s, process %d"
                    .formatted(living.id().shortId(), living.launcherPid())));
      }
    }
  }

  /// By the machine's time, also where a test has a time of its own: it ticks by hand there.
  private void keepTicking() throws InterruptedException {
    while (true) {
      Thread.sleep(Ticker.EVERY);
      tick();
    }
  }

  private static Crew crew(String name, int refuseBeyond, Time time) {
    return new Crew(name, Crew.Kind.VIRTUAL, refuseBeyond, time);
  }
}
