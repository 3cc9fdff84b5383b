package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.Door.Suggestion;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import dev.nightdesk.adapters.text.Cut;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that whoever used something is answered in time: Discord shows a failure after three
/// seconds. What the gateway could not take by then is said not to be taken, and is not taken
/// later. Safe for any thread.
final class Answering implements AutoCloseable {
  ///
  /// docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure.
  static final int MAX_CHOICES = 25;

  static final int MAX_CHOICE = 100;

  ///
  /// docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal.
  static final int MAX_TITLE = 45;

  /// docs.discord.com/developers/components/reference#text-input.
  static final int MAX_WORDS = 4000;

  /// How much of a command is said back to its writer.
  static final int MAX_ECHO = 120;

  private static final String NOT_TAKEN =
      "That was not taken: Nightdesk is busy. Please try again.";

  private static final String ELSEWHERE =
      "I can only work in a server's channels and in our own private chat. Please write to me there.";

  private static final int MESSAGE = 4;
  private static final int MESSAGE_LATER = 5;
  private static final int NOTHING = 6;
  private static final int CHOICES = 8;
  private static final int FORM = 9;

  private static final int LABEL = 18;
  private static final int INPUT = 4;
  private static final int PARAGRAPH = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private final DiscordWire wire;
  private final DiscordTiming timing;
  private final Map<String, Asked> unanswered = new ConcurrentHashMap<>();
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("discord-answer-", 0).factory());
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("discord-deadlines").factory());

  Answering(DiscordWire wire, DiscordTiming timing) {
    this.wire = wire;
    this.timing = timing;
  }

  /// Starts the time in which this must be brought. Quick.
  Asked arrived(Interaction interaction) {
    var asked = new Asked(interaction);
    unanswered.put(interaction.id(), asked);
    try {
      var _ =
          deadlines.schedule(
              asked::tooLate, timing.acknowledge().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: nobody is answered any more.
      unanswered.remove(interaction.id());
    }
    return asked;
  }

  /// Waits until the first answer was given, which all others must follow.
  void awaitFirst(String interaction) throws InterruptedException {
    var asked = unanswered.get(interaction);
    if (asked != null) {
      asked.awaitFirst();
    }
  }

  /// One interaction that waits.
  final class Asked {
    private enum State {
      WAITING,
      BRINGING,
      /// Still being brought, and Discord was told to wait.
      PUT_OFF,
      OVER
    }

    private final Interaction interaction;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch first = new CountDownLatch(1);

    Asked(Interaction interaction) {
      this.interaction = interaction;
    }

    Interaction interaction() {
      return interaction;
    }

    /// Whether it may be brought now: not when its person was told that it was not taken.
    boolean begin() {
      return state.compareAndSet(State.WAITING, State.BRINGING);
    }

    /// The door did not take it.
    ///
    /// @return whether it may be tried again
    boolean notYet() {
      if (state.compareAndSet(State.BRINGING, State.WAITING)) {
        return true;
      }
      state.set(State.OVER);
      run(() -> afterwards(NOT_TAKEN));
      return false;
    }

    /// The door took it.
    ///
    /// @param line the command, as it is said back
    void taken(String line) {
      var echo = Cut.to("✓ " + line, MAX_ECHO);
      if (state.compareAndSet(State.BRINGING, State.OVER)) {
        run(() -> first(isCommand() ? alone(MESSAGE, echo) : type(NOTHING)));
      } else {
        state.set(State.OVER);
        if (isCommand()) {
          run(() -> afterwards(echo));
        }
      }
    }

    private void tooLate() {
      if (state.compareAndSet(State.WAITING, State.OVER)) {
        LOG.warn("event=not_taken_in_time interaction={}", interaction.id());
        run(() -> first(alone(MESSAGE, NOT_TAKEN)));
      } else if (state.compareAndSet(State.BRINGING, State.PUT_OFF)) {
        run(() -> first(isCommand() ? alone(MESSAGE_LATER, "") : type(NOTHING)));
      }
    }

    private boolean isCommand() {
      return interaction.kind() == Interaction.Kind.COMMAND;
    }

    private void first(ObjectNode answer) throws InterruptedException {
      try {
        callback(interaction, answer);
      } finally {
        unanswered.remove(interaction.id());
        first.countDown();
      }
    }

    private void awaitFirst() throws InterruptedException {
      var limit = timing.acknowledge().plus(timing.answer());
      var _ = first.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What a command's person reads instead of "is thinking"; a press's person reads it beside.
    private void afterwards(String text) throws InterruptedException {
      awaitFirst();
      var handle = interaction.handle();
      var form = content(text);
      try {
        wire.call(
            isCommand()
                ? wire.unsigned(
                        "webhooks", handle.application(), handle.token(), "messages", "@original")
                    .patch(DiscordWire.body(form))
                : wire.unsigned("webhooks", handle.application(), handle.token())
                    .post(DiscordWire.body(form.put("flags", DiscordDeliver.EPHEMERAL))));
      } catch (CallFailed failed) {
        LOG.warn("event=not_answered interaction={} why={}", interaction.id(), failed.getMessage());
      }
    }
  }

  /// Answers what was used where we take nothing.
  void turnAway(Interaction interaction) {
    run(() -> callback(interaction, alone(MESSAGE, ELSEWHERE)));
  }

  /// Opens the form of a button that asks for words.
  void openForm(Interaction interaction) {
    var answer = type(FORM);
    var form = answer.putObject("data").put("custom_id", interaction.customId());
    var title = title(interaction);
    form.put("title", Cut.to(title, MAX_TITLE));
    var row = form.putArray("components").addObject().put("type", LABEL);
    row.put("label", "Your words");
    row.putObject("component")
        .put("type", INPUT)
        .put("custom_id", "words")
        .put("style", PARAGRAPH)
        .put("required", true)
        .put("max_length", MAX_WORDS);
    run(() -> callback(interaction, answer));
  }

  private static String title(Interaction interaction) {
    try {
      var label = Fields.textOrEmpty(DiscordInteractions.part(interaction), "label").strip();
      return label.isEmpty() ? "Your words" : label;
    } catch (Missing e) {
      return "Your words";
    }
  }

  /// Says how somebody who types a command may go on; nothing when that takes too long to find out.
  void suggest(Interaction interaction, Callable<List<Suggestion>> search) {
    run(() -> {
      var answer = type(CHOICES);
      var choices = answer.putObject("data").putArray("choices");
      for (var suggestion : inTime(search)) {
        // A value that is cut would mean something else.
        boolean fits = !suggestion.value().isEmpty() && suggestion.value().length() <= MAX_CHOICE;
        if (fits && choices.size() < MAX_CHOICES && !suggestion.label().isBlank()) {
          choices
              .addObject()
              .put("name", Cut.to(suggestion.label(), MAX_CHOICE))
              .put("value", suggestion.value());
        }
      }
      callback(interaction, answer);
    });
  }

  private List<Suggestion> inTime(Callable<List<Suggestion>> search) throws InterruptedException {
    var found = calls.submit(search);
    try {
      return found.get(timing.suggest().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      found.cancel(true);
      LOG.warn("event=no_suggestions why={}", e.toString());
      return List.of();
    }
  }

  /// What is done aside, while nobody waits for it.
  interface Deed {
    void run() throws InterruptedException;
  }

  void run(Deed deed) {
    try {
      calls.execute(() -> {
        try {
          deed.run();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.debug("event=not_answered why=closed");
    }
  }

  private void callback(Interaction interaction, ObjectNode answer) throws InterruptedException {
    try {
      wire.call(
          wire.unsigned("interactions", interaction.id(), interaction.handle().token(), "callback")
              .post(DiscordWire.body(answer)));
    } catch (CallFailed failed) {
      LOG.warn("event=not_answered interaction={} why={}", interaction.id(), failed.getMessage());
    }
  }

  private static ObjectNode type(int type) {
    return DiscordWire.JSON.createObjectNode().put("type", type);
  }

  /// An answer that only the one person sees.
  private static ObjectNode alone(int type, String text) {
    var answer = type(type);
    var message = text.isEmpty() ? DiscordWire.JSON.createObjectNode() : content(text);
    answer.set("data", message.put("flags", DiscordDeliver.EPHEMERAL));
    return answer;
  }

  private static ObjectNode content(String text) {
    var form = DiscordWire.JSON.createObjectNode().put("content", DiscordRender.literal(text));
    form.set("allowed_mentions", DiscordRender.mentions(Set.of()));
    return form;
  }

  /// Lets answers under way finish.
  @Override
  public void close() {
    deadlines.shutdownNow();
    calls.shutdown();
  }
}
