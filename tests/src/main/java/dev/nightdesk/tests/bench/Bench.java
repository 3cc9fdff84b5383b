package dev.nightdesk.tests.bench;

import dev.nightdesk.tests.bench.Figures.Figure;
import dev.nightdesk.tests.bench.Rounds.Effort;
import dev.nightdesk.tests.telegram.TelegramTwin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// `./nightdesk bench`: our gateway, then a bare bot, at the same work in one run.
public final class Bench {
  private static final Effort WHOLE = new Effort(400, 400, 6);
  private static final Effort QUICK = new Effort(60, 60, 2);
  private static final int CHATS = 50;
  private static final int SOME_CHATS = 10;
  private static final long FIRST_PERSON = 1001;

  private static final int STARTS = 3;

  /// How often each thing is done on Slack and on Discord.
  private static final int CHANNEL_ROUNDS = 150;

  private static final int FEW_CHANNEL_ROUNDS = 30;

  /// The exit code for a wrong option.
  private static final int USAGE = 2;

  private static final String HELP =
      """
      Usage: ./nightdesk bench [--quick]

      Measures a gateway of its own and, beside it, a bare bot at the same work, against a
      Telegram server in this process, then a Slack and a Discord: no account, no token,
      nothing beyond this machine. Takes three to four minutes; leave the machine alone
      meanwhile. Prints two tables, and keeps them in tests/target/bench.md.

        --quick   fewer messages and a minute or two: enough to see that it works, not to
                  compare figures
        --help    this text
      """;

  /// How long a gateway rests before its memory at rest is read.
  private static final long REST_NANOS = 2_000_000_000L;

  private final Effort effort;
  private final Path root;
  private final Path folder;
  private final TelegramTwin twin = TelegramTwin.start();
  private final Map<Long, Phone> phones = new ConcurrentHashMap<>();

  private Bench(Effort effort, Path root, Path folder) {
    this.effort = effort;
    this.root = root;
    this.folder = folder;
  }

  public static void main(String[] words) throws Exception {
    if (List.of(words).contains("--help") || List.of(words).contains("-h")) {
      System.out.print(HELP);
      return;
    }
    var unknown = Stream.of(words).filter(word -> !word.equals("--quick")).findFirst();
    if (unknown.isPresent()) {
      System.err.printf("There is no option %s.%n%n%s", unknown.get(), HELP);
      System.exit(USAGE);
    }
    var effort = words.length > 0 ? QUICK : WHOLE;
    Path folder = Files.createTempDirectory("nightdesk-bench");
    var leftovers = Leftovers.removeAtTheEnd(folder);
    Path root = root();
    String table;
    try {
      table = new Bench(effort, root, folder).run();
      int rounds = words.length > 0 ? FEW_CHANNEL_ROUNDS : CHANNEL_ROUNDS;
      table += "\n" + Table.of(new Channels(root, folder, rounds).measure());
    } catch (Exception | AssertionError e) {
      // The twins' patience ends with the latter.
      leftovers.keepFolder();
      System.err.println("The bench ended early. Its gateway's log and home are in " + folder);
      throw e;
    }
    System.out.print(table);
    Files.writeString(root.resolve("tests/target/bench.md"), table);
  }

  /// The folder of the launcher, above our own classes.
  private static Path root() throws Exception {
    var place = Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path at = Path.of(place);
    while (!Files.isExecutable(at.resolve("nightdesk"))
        || Files.isDirectory(at.resolve("nightdesk"))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("no launcher above " + place);
      }
    }
    return at;
  }

  private String run() throws Exception {
    try (twin) {
      return measure();
    }
  }

  private String measure() throws Exception {
    var ids = LongStream.range(FIRST_PERSON, FIRST_PERSON + CHATS).boxed().toList();
    twin.watch((chat, message) -> {
      var phone = phones.get(chat.id());
      if (phone != null) {
        phone.showed(TelegramHand.seen(message));
      }
    });
    var ours = new Figures();
    var bare = new Figures();
    List<String> flags;
    try (var gatehouse = Gatehouse.prepare(root, folder, site(ids))) {
      flags = ours(gatehouse, ids, ours);
    }
    bare(flags, ids, bare);
    return Table.of(ours, bare, LocalDate.now(ZoneOffset.UTC));
  }

  private Gatehouse.Site site(List<Long> ids) {
    String settings =
        "{ token: \"%s\", api_url: \"%s\", pace: off }"
            .formatted(TelegramTwin.TOKEN, twin.apiUrl());
    var people = ids.stream().map(id -> Long.toString(id)).toList();
    return new Gatehouse.Site("telegram", settings, people, Gatehouse.MAX_LIVE);
  }

  private List<String> ours(Gatehouse gatehouse, List<Long> ids, Figures figures) throws Exception {
    figures.put(Figure.START_COLD, startUp(gatehouse::launch));
    gatehouse.awaitReady();
    gatehouse.stop();
    var starts = new Samples();
    for (int i = 0; i < STARTS; i++) {
      starts.addMillis(startUp(gatehouse::launch));
      gatehouse.awaitReady();
      if (i + 1 < STARTS) {
        gatehouse.stop();
      }
    }
    figures.put(Figure.START, starts.millis(0.5));
    figures.put(Figure.IDLE, restingMegabytes(gatehouse.pid()));
    var all = rounds(gatehouse, figures, ids);
    gatehouse.endAgents();
    new Rounds(this::calls, gatehouse, figures, effort).warm(all);
    gatehouse.endAgents();
    gatehouse.stop();
    gatehouse.launch();
    gatehouse.awaitReady();
    figures.put(Figure.PARKED, restingMegabytes(gatehouse.pid()));
    return gatehouse.flags();
  }

  private void bare(List<String> flags, List<Long> ids, Figures figures) throws Exception {
    var starts = new Samples();
    var words = new ArrayList<String>(List.of(twin.apiUrl() + "/bot" + TelegramTwin.TOKEN));
    words.addAll(Gatehouse.agent(folder));
    for (int i = 1; i < STARTS; i++) {
      var started = new ArrayList<Bare>();
      starts.addMillis(startUp(() -> started.add(Bare.start(flags, BareBot.class, words, folder))));
      started.getFirst().close();
    }
    var last = new ArrayList<Bare>();
    starts.addMillis(startUp(() -> last.add(Bare.start(flags, BareBot.class, words, folder))));
    figures.put(Figure.START, starts.millis(0.5));
    try (var bare = last.getFirst()) {
      figures.put(Figure.IDLE, restingMegabytes(bare.pid()));
      rounds(bare, figures, ids);
    }
  }

  /// Milliseconds until the bot asks for updates.
  private double startUp(Runnable launch) {
    int polls = twin.calls("getUpdates");
    long start = System.nanoTime();
    launch.run();
    twin.awaitCalls("getUpdates", polls + 1);
    return (System.nanoTime() - start) / 1e6;
  }

  private static double restingMegabytes(long pid) {
    LockSupport.parkNanos(REST_NANOS);
    return Proc.residentMegabytes(pid);
  }

  /// One chat, then ten, then fifty.
  private List<Phone> rounds(Subject subject, Figures figures, List<Long> ids) throws Exception {
    var rounds = new Rounds(this::calls, subject, figures, effort);
    phones.clear();
    var all = ids.stream().map(id -> phone(id)).toList();
    all.forEach(phone -> phones.put(phone.chat(), phone));
    var first = all.subList(0, 1);
    rounds.warm(first);
    rounds.warmUp(first.getFirst());
    say("one chat");
    rounds.roundTrips(first.getFirst());
    rounds.prompts(first.getFirst());
    rounds.permissions(first.getFirst(), effort.samples() / 4);
    rounds.burst(first.getFirst());
    rounds.throughput(first, Figure.RATE_1, Figure.CPU_1);
    say(SOME_CHATS + " chats");
    rounds.warm(all.subList(1, SOME_CHATS));
    rounds.throughput(all.subList(0, SOME_CHATS), Figure.RATE_10, Figure.CPU_10);
    say(CHATS + " chats");
    rounds.warm(all.subList(SOME_CHATS, CHATS));
    rounds.throughput(all, Figure.RATE_50, Figure.CPU_50);
    figures.put(Figure.BUSY, Proc.residentMegabytes(subject.pid()));
    return all;
  }

  private Phone phone(long id) {
    return new Phone(id, new TelegramHand(twin.person(id, "P" + id)));
  }

  private int calls() {
    return twin.callsByMethod().values().stream().mapToInt(Integer::intValue).sum();
  }

  static void say(String words) {
    System.err.println("… " + words);
  }
}
