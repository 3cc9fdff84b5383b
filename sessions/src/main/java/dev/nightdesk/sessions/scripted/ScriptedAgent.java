package dev.nightdesk.sessions.scripted;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A program that speaks Claude Code's stream-json and plays a script from the prompt ([Script]),
/// or a short story when the prompt is none. It has the CLI's traps as they were measured with
/// 2.1.329: `init` only with a turn, prompts named by their uuid and not run again once finished,
/// transcripts written late (and, worse than there, the ends of turns as well), merged and folded
/// prompts, requests asked again after a resume, an end of input that counts as a denial.
///
/// Settings come from the environment: `CLAUDE_CONFIG_DIR` (or the property
/// `nightdesk.scripted.configuration`, which wins) says where transcripts lie,
/// `NIGHTDESK_SCRIPTED_INSTANT=1` leaves out every pause that no script asks for,
/// `NIGHTDESK_SCRIPTED_LATE_MS` says how late a transcript is written (200).
public final class ScriptedAgent {
  private static final Duration LATE = Duration.ofMillis(200);

  private final Mouth mouth;
  private final Ear ear;
  private final Player player;

  private ScriptedAgent(Mouth mouth, Ear ear, Player player) {
    this.mouth = mouth;
    this.ear = ear;
    this.player = player;
  }

  public static void main(String[] words) throws InterruptedException, IOException {
    Flags flags;
    try {
      flags = Flags.parse(List.of(words));
    } catch (IllegalArgumentException wrong) {
      fail(wrong.getMessage());
      return;
    }
    if (flags.has("version")) {
      System.out.println(Mouth.VERSION + " (Nightdesk's scripted agent)");
      return;
    }
    start(flags, System.getenv());
  }

  private static void start(Flags flags, Map<String, String> environment)
      throws InterruptedException, IOException {
    Path directory = Path.of("").toAbsolutePath();
    Path configuration = configuration(environment);
    String late = environment.getOrDefault("NIGHTDESK_SCRIPTED_LATE_MS", "");
    Duration lateness = late.isEmpty() ? LATE : Duration.ofMillis(Long.parseLong(late));
    Supplier<UUID> ids = ids();
    String conversation = flags.value("resume", flags.value("session-id", ids.get().toString()));
    var mouth =
        new Mouth(
            new FileOutputStream(FileDescriptor.out),
            ids,
            conversation,
            flags.value("model", "scripted"),
            flags.value("permission-mode", "default"));
    Path file = Transcript.file(configuration, directory, conversation);
    Transcript transcript = open(flags, file, lateness, conversation, mouth);
    if (transcript == null) {
      return;
    }
    var ear = new Ear(mouth, transcript::isFinished);
    var player =
        new Player(
            ear,
            mouth,
            directory,
            flags.maxTurns(),
            "1".equals(environment.get("NIGHTDESK_SCRIPTED_INSTANT")),
            transcript,
            id -> Transcript.begin(Transcript.file(configuration, directory, id), lateness));
    boolean again = "1".equals(environment.get("CLAUDE_CODE_RESUME_INTERRUPTED_TURN"));
    new ScriptedAgent(mouth, ear, player).run(again ? transcript.unfinished() : null);
  }

  private static @Nullable Transcript open(
      Flags flags, Path file, Duration late, String conversation, Mouth mouth) throws IOException {
    boolean kept = Files.exists(file);
    if (flags.has("resume") && !kept) {
      String words = "No conversation found with session ID: " + conversation;
      mouth.line(
          Fields.of("type", "result")
              .and("subtype", "error_during_execution")
              .and("is_error", true)
              .and("num_turns", 0)
              .and("errors", List.of(words)));
      return fail(words);
    }
    if (!flags.has("resume") && kept) {
      return fail("Error: Session ID " + conversation + " is already in use.");
    }
    return kept ? Transcript.read(file, late) : Transcript.begin(file, late);
  }

  /// Ends the program with a sentence.
  private static @Nullable Transcript fail(@Nullable String words) {
    System.err.println(words);
    Runtime.getRuntime().halt(1);
    return null;
  }

  private static Path configuration(Map<String, String> environment) {
    String said =
        System.getProperty(
            "nightdesk.scripted.configuration", environment.getOrDefault("CLAUDE_CONFIG_DIR", ""));
    return said.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "."), ".nightdesk-scripted")
        : Path.of(said);
  }

  /// Ids without a secure source, which would cost a tenth of the start: nothing here is secret.
  private static Supplier<UUID> ids() {
    var random = new SplittableRandom(System.nanoTime() ^ (ProcessHandle.current().pid() << 40));
    return () -> {
      synchronized (random) {
        return new UUID(
            (random.nextLong() & ~0xF000L) | 0x4000L,
            (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
      }
    };
  }

  private void run(Transcript.@Nullable Unfinished cut) throws InterruptedException, IOException {
    if (cut != null) {
      ear.resume(cut.uuid());
    }
    var playing = new Thread(() -> play(cut), "player");
    playing.start();
    // SIGTERM: the JVM itself exits with 143 after this.
    Runtime.getRuntime().addShutdownHook(new Thread(player::flush, "last words"));
    onInterrupt(this::interrupted);
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          read(line);
        }
      }
    }
    ear.close();
    playing.join();
    end(player.lastFailed() ? 1 : 0);
  }

  private void play(Transcript.@Nullable Unfinished cut) {
    try {
      player.run(cut);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException gone) {
      // Nobody reads us any more.
      end(1);
    }
  }

  private void end(int code) {
    player.flush();
    Runtime.getRuntime().halt(code);
  }

  /// A line that is no JSON ends the CLI: nobody may write one.
  private void read(String line) {
    Fields fields;
    try {
      fields = JsonText.parse(line);
    } catch (IOException wrong) {
      System.err.println(
          "Error parsing streaming input line (type=unknown, "
              + line.length()
              + " chars): SyntaxError");
      end(1);
      return;
    }
    switch (fields.text("type")) {
      case "user" -> ear.hear(message(fields));
      case "control_response" -> answered(fields.at("response"));
      case "control_request" -> Requests.answer(fields, mouth, ear, () -> end(0));
      default -> {}
    }
  }

  private void answered(Fields response) {
    Fields verdict =
        response.text("subtype").equals("success")
            ? response.at("response")
            : Fields.of("behavior", "deny")
                .and("message", "Tool permission request failed: " + response.text("error"));
    ear.answer(response.text("request_id"), verdict);
  }

  private static Message message(Fields line) {
    Fields message = line.at("message");
    var text = new StringBuilder(message.text("content"));
    for (Fields block : message.list("content")) {
      text.append(block.text("text"));
    }
    return new Message(text.toString(), line.text("uuid"), line.isTrue("client_composed"), false);
  }

  /// SIGINT: the running turn is cut off and told, then the program ends well.
  private void interrupted() {
    ear.abort();
    ear.close();
    while (!ear.isIdle()) {
      Thread.onSpinWait();
    }
    end(0);
  }

  /// Through reflection, since the JDK marks the class as its own; without it SIGINT simply ends
  /// us.
  private static void onInterrupt(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException unavailable) {
      // A JDK without it, or a shell that ignores SIGINT for its background programs.
    }
  }
}
