package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentListener;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.host.Incarnation.State;
import dev.nightdesk.sessions.host.Signals.Signal;
import dev.nightdesk.sessions.journal.DirectoryWatch;
import dev.nightdesk.sessions.journal.IncarnationDirectory;
import dev.nightdesk.sessions.journal.JournalLine;
import dev.nightdesk.sessions.journal.JournalReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one listener what one incarnation prints, from a cursor to its end. One thread.
final class Follower {
  /// Lines that are told together at most; more are told in several goes.
  static final int MAX_LINES_TOGETHER = 64;

  /// With this many characters lines are told, whatever follows: they are all held in memory.
  static final int MAX_CHARACTERS_TOGETHER = 256 * 1024;

  /// Of a line, kept for the record of lines that could not be handled ([AgentListener#line]).
  static final int RAW_CHARACTERS = 4_096;

  /// Of the standard error, from its end ([AgentBackend#exited]).
  static final int ERROR_CHARACTERS = 4_096;

  private static final int MAX_BYTES_OF_A_CHARACTER = 4;

  /// How often to ask whether a silent agent lives; its exit file is looked for at every round.
  private static final Duration ALIVE_CHECK = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  private final Incarnation incarnation;
  private final AgentBackend backend;
  private final AgentListener listener;
  private final HostSettings settings;
  private final LongSupplier nanos;
  private final Patience patience;
  private final int number;

  private boolean hadResult;
  private long lastAliveCheck;
  private long startingSince;
  private int starvingLooks;
  private long starvingSince;

  Follower(
      Incarnation incarnation,
      AgentBackend backend,
      AgentListener listener,
      HostSettings settings,
      LongSupplier nanos) {
    this.incarnation = incarnation;
    this.backend = backend;
    this.listener = listener;
    this.settings = settings;
    this.nanos = nanos;
    this.patience = new Patience(nanos);
    this.number = incarnation.files().number();
  }

  /// Tells everything behind `from`, then the end.
  ///
  /// @param closed asked between lines: true ends it early
  void follow(long from, DirectoryWatch watch, BooleanSupplier closed) throws InterruptedException {
    var files = incarnation.files();
    // Watched before it is read: what is written in between wakes us.
    try (var changes = watch.watch(files.path());
        var reader = JournalReader.open(files.output(), from)) {
      begin();
      for (int quietRounds = 0; !closed.getAsBoolean(); ) {
        if (tellAll(reader, closed)) {
          quietRounds = 0;
        } else if (endOf(files) instanceof State.Ended end) {
          HostFailPoint.END_SEEN.reach();
          tellEnd(reader, end, from, closed);
          return;
        } else {
          changes.await(quietRounds++);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + files.output(), e);
    }
  }

  /// Tells the end alone, of an agent whose lines nobody here understands: until that end they stay
  /// behind the cursor, for a gateway that does.
  void followUnheard(DirectoryWatch watch, BooleanSupplier closed) throws InterruptedException {
    var files = incarnation.files();
    try (var changes = watch.watch(files.path())) {
      begin();
      for (int quietRounds = 0; !closed.getAsBoolean(); ) {
        if (endOf(files) instanceof State.Ended end) {
          HostFailPoint.END_SEEN.reach();
          tellEnd(backend.exited(end.code(), false, lastErrors()));
          return;
        }
        changes.await(quietRounds++);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot watch " + files.path(), e);
    }
  }

  private void begin() {
    lastAliveCheck = nanos.getAsLong() - ALIVE_CHECK.toNanos();
    startingSince = nanos.getAsLong();
  }

  /// Whether anything was told. What stands there together is told together, up to the bounds.
  private boolean tellAll(JournalReader reader, BooleanSupplier closed)
      throws IOException, InterruptedException {
    boolean told = false;
    var together = new ArrayList<AgentListener.Line>();
    int characters = 0;
    for (var line = reader.next(); line != null && !closed.getAsBoolean(); line = reader.next()) {
      together.add(understood(line));
      characters += line.text().length();
      if (together.size() == MAX_LINES_TOGETHER || characters >= MAX_CHARACTERS_TOGETHER) {
        tell(together);
        together.clear();
        characters = 0;
      }
      told = true;
    }
    if (!together.isEmpty()) {
      tell(together);
    }
    return told;
  }

  private void tell(List<AgentListener.Line> together) throws InterruptedException {
    listener.lines(List.copyOf(together));
    HostFailPoint.LINE_TOLD.reach();
  }

  private AgentListener.Line understood(JournalLine line) {
    HostFailPoint.LINE_READ.reach();
    var events = events(line);
    hadResult |= endsTurn(events);
    var text = line.text();
    return new AgentListener.Line(
        new Cursor(number, line.end()),
        events,
        text.substring(0, Math.min(text.length(), RAW_CHARACTERS)));
  }

  private List<AgentEvent> events(JournalLine line) {
    return switch (line) {
      case JournalLine.Whole whole -> decoded(whole.text());
      case JournalLine.TooLong tooLong ->
          List.of(
              new AgentEvent.Noise(
                  "a line of %,d bytes was left out: longer than %,d"
                      .formatted(tooLong.bytes(), JournalReader.MAX_LINE_BYTES)));
      case JournalLine.Unfinished _ ->
          List.of(new AgentEvent.Noise("the last line was cut off when the agent died"));
    };
  }

  /// One line that trips the decoder must not keep all later ones from being told.
  private List<AgentEvent> decoded(String text) {
    try {
      return backend.decode(text);
    } catch (StackOverflowError | RuntimeException bug) {
      log.error(
          "session={} incarnation={} a line cannot be decoded",
          incarnation.mark().session(),
          number,
          bug);
      return List.of(new AgentEvent.Noise("a line could not be read: " + bug));
    }
  }

  private static boolean endsTurn(List<AgentEvent> events) {
    return events.stream().anyMatch(event -> event instanceof AgentEvent.TurnEnded);
  }

  /// How far its life has gone. The exit file says when to look; an agent whose launcher was killed
  /// leaves none, so the processes are looked at once in a while too.
  private State endOf(IncarnationDirectory files) throws InterruptedException {
    long now = nanos.getAsLong();
    if (now - lastAliveCheck < ALIVE_CHECK.toNanos() && !Files.exists(files.exit())) {
      return new State.Unclaimed();
    }
    lastAliveCheck = now;
    var state = stateBehindLastNote(files);
    endStarving(state, now);
    if (!(state instanceof State.Starting)) {
      startingSince = now;
      return state;
    }
    return incarnation.stateOfStart(now - startingSince >= settings.unnamedWithin().toNanos());
  }

  /// An agent whose feeder died is ended, and believed to be one at the second look only: it may be
  /// at its end.
  private void endStarving(State state, long now) {
    if (!(state instanceof State.Living(Pids pids)) || !incarnation.isStarving(pids)) {
      starvingLooks = 0;
      return;
    }
    starvingLooks++;
    if (starvingLooks == 1) {
      starvingSince = now;
    } else if (now - starvingSince < ALIVE_CHECK.plus(settings.terminateWithin()).toNanos()) {
      incarnation.endAgent(pids, Signal.TERM);
    } else {
      incarnation.endAgent(pids, Signal.KILL);
    }
  }

  /// A launcher that has written the exit file ends within a millisecond: not worth a whole round.
  private State stateBehindLastNote(IncarnationDirectory files) throws InterruptedException {
    if (Files.exists(files.exit())) {
      patience.until(
          Termination.LAST_NOTE_WITHIN, () -> !(incarnation.state() instanceof State.Living));
    }
    return incarnation.state();
  }

  /// Death was seen first, so what the file holds now is all it will ever hold.
  private void tellEnd(JournalReader reader, State.Ended end, long from, BooleanSupplier closed)
      throws IOException, InterruptedException {
    tellAll(reader, closed);
    if (closed.getAsBoolean()) {
      return;
    }
    var rest = reader.rest();
    if (rest != null) {
      tell(List.of(understood(rest)));
    }
    tellEnd(backend.exited(end.code(), hadResult || hadResultBefore(from), lastErrors()));
  }

  private void tellEnd(AgentEvent.Exited exited) throws InterruptedException {
    listener.line(Cursor.startOf(number + 1), List.of(exited), "");
    HostFailPoint.END_TOLD.reach();
  }

  /// What was handled before we began to follow may hold the turn's end.
  private boolean hadResultBefore(long from) throws IOException {
    try (var reader = JournalReader.open(incarnation.files().output(), 0)) {
      for (var line = reader.next(); line != null && line.end() <= from; line = reader.next()) {
        if (endsTurn(events(line))) {
          return true;
        }
      }
    }
    return false;
  }

  /// Somebody may have tidied the file away; the end is told without it.
  private String lastErrors() throws IOException {
    if (!Files.exists(incarnation.files().errors())) {
      return "";
    }
    try (var file = new RandomAccessFile(incarnation.files().errors().toFile(), "r")) {
      long wanted = Math.min(file.length(), (long) ERROR_CHARACTERS * MAX_BYTES_OF_A_CHARACTER);
      var bytes = new byte[(int) wanted];
      file.seek(file.length() - wanted);
      file.readFully(bytes);
      var text = new String(bytes, StandardCharsets.UTF_8);
      return text.substring(Math.max(0, text.length() - ERROR_CHARACTERS));
    }
  }
}
