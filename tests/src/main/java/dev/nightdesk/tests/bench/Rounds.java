package dev.nightdesk.tests.bench;

import static dev.nightdesk.tests.bench.Figures.Figure.ANSWER_P50;
import static dev.nightdesk.tests.bench.Figures.Figure.ANSWER_P95;
import static dev.nightdesk.tests.bench.Figures.Figure.ANSWER_P99;
import static dev.nightdesk.tests.bench.Figures.Figure.BURST;
import static dev.nightdesk.tests.bench.Figures.Figure.CALLS;
import static dev.nightdesk.tests.bench.Figures.Figure.CARD_P50;
import static dev.nightdesk.tests.bench.Figures.Figure.CARD_P95;
import static dev.nightdesk.tests.bench.Figures.Figure.CARD_P99;
import static dev.nightdesk.tests.bench.Figures.Figure.EDIT_P50;
import static dev.nightdesk.tests.bench.Figures.Figure.EDIT_P95;
import static dev.nightdesk.tests.bench.Figures.Figure.EDIT_P99;
import static dev.nightdesk.tests.bench.Figures.Figure.PRESS_P50;
import static dev.nightdesk.tests.bench.Figures.Figure.PRESS_P95;
import static dev.nightdesk.tests.bench.Figures.Figure.PRESS_P99;
import static dev.nightdesk.tests.bench.Figures.Figure.PROMPT_P50;
import static dev.nightdesk.tests.bench.Figures.Figure.PROMPT_P95;
import static dev.nightdesk.tests.bench.Figures.Figure.PROMPT_P99;

import dev.nightdesk.tests.bench.Figures.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/// What is done with a subject, the same with both. Every session is warm before anything of it is
/// measured.
final class Rounds {
  static final int BURST_SIZE = 50;
  private static final String ALLOW = "Allow once";
  private static final String STOP = "Stop";

  private final IntSupplier calls;
  private final Subject subject;
  private final Figures figures;
  private final Effort effort;
  private int number;

  /// How much of everything.
  ///
  /// @param warmUp messages before anything is measured
  /// @param samples of each latency
  /// @param seconds of each throughput
  record Effort(int warmUp, int samples, int seconds) {}

  /// @param calls of the channel's API so far
  Rounds(IntSupplier calls, Subject subject, Figures figures, Effort effort) {
    this.calls = calls;
    this.subject = subject;
    this.figures = figures;
    this.effort = effort;
  }

  /// Starts one session a phone, some at a time, and answers a few messages in each.
  void warm(List<Phone> phones) throws InterruptedException {
    together(
        phones,
        phone -> {
          phone.begin("begin" + phone.chat());
          return 1L;
        });
  }

  void warmUp(Phone phone) throws InterruptedException {
    for (int i = 0; i < effort.warmUp(); i++) {
      exchange(phone, fresh());
    }
  }

  private String fresh() {
    return "word" + number++;
  }

  private static long exchange(Phone phone, String word) throws InterruptedException {
    long sent = phone.write("echo " + word);
    return phone.awaitAnswer(word).nanos() - sent;
  }

  void roundTrips(Phone phone) throws InterruptedException {
    var answers = new Samples();
    int before = calls.getAsInt();
    for (int i = 0; i < effort.samples(); i++) {
      answers.add(exchange(phone, fresh()));
    }
    figures.put(CALLS, (calls.getAsInt() - before) / (double) effort.samples());
    figures.put(ANSWER_P50, ANSWER_P95, ANSWER_P99, answers);
  }

  /// The same, watched at the agent's end.
  void prompts(Phone phone) throws Exception {
    var prompts = new Samples();
    try (var _ = subject.watching()) {
      for (int i = 0; i < effort.samples() / 2; i++) {
        String word = fresh();
        long sent = phone.write("echo " + word);
        phone.awaitAnswer(word);
        prompts.add(subject.moments().next(Mark.PROMPT, sent) - sent);
      }
    }
    figures.put(PROMPT_P50, PROMPT_P95, PROMPT_P99, prompts);
  }

  /// A permission is asked for, shown, allowed, and the turn ends.
  void permissions(Phone phone, int times) throws Exception {
    var edits = new Samples();
    var presses = new Samples();
    try (var _ = subject.watching()) {
      for (int i = 0; i < times; i++) {
        String word = fresh();
        long sent = phone.write("permission Bash go; echo " + word);
        var shown =
            phone.awaitBoth(
                message -> message.text().contains("Needs input"),
                message -> message.labels().contains(ALLOW));
        long asked = subject.moments().next(Mark.REQUEST, sent);
        edits.add(shown.first().nanos() - asked);
        long pressed = phone.press(shown.second().message(), ALLOW);
        phone.awaitAnswer(word);
        presses.add(subject.moments().next(Mark.VERDICT, pressed) - pressed);
      }
    }
    figures.put(EDIT_P50, EDIT_P95, EDIT_P99, edits);
    figures.put(PRESS_P50, PRESS_P95, PRESS_P99, presses);
  }

  /// A task is given, its card appears, and it is stopped. A question holds the only place for an
  /// agent meanwhile: one on its way up would take the processor from what is measured.
  void cards(Phone phone, int times) throws InterruptedException {
    var cards = new Samples();
    String held = fresh();
    phone.write("permission Bash go; echo " + held);
    var question = phone.await("a question", message -> message.labels().contains(ALLOW));
    for (int i = 0; i < times; i++) {
      String word = fresh();
      long sent = phone.say("echo " + word);
      var card = phone.await("a card of " + word, message -> isCard(message, word));
      cards.add(card.nanos() - sent);
      phone.press(card.message(), STOP);
      phone.await(word + " stopped", message -> isStopped(message, card.message().id()));
    }
    phone.press(question.message(), ALLOW);
    phone.awaitAnswer(held);
    figures.put(CARD_P50, CARD_P95, CARD_P99, cards);
  }

  private static boolean isCard(Seen message, String word) {
    return message.edits() == 0 && message.text().contains(word) && message.labels().contains(STOP);
  }

  private static boolean isStopped(Seen message, String id) {
    return message.id().equals(id) && message.text().contains("Stopped");
  }

  /// Everybody writes, waits for the answer, and writes again.
  void throughput(List<Phone> phones, Figure rate, Figure cpu) throws InterruptedException {
    double before = Proc.cpuMillis(subject.pid());
    long start = System.nanoTime();
    long end = start + effort.seconds() * 1_000_000_000L;
    long answered =
        together(
            phones,
            phone -> {
              long count = 0;
              while (System.nanoTime() < end) {
                exchange(phone, "p" + phone.chat() + "n" + count++);
              }
              return count;
            });
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.put(rate, answered / seconds);
    figures.put(cpu, (Proc.cpuMillis(subject.pid()) - before) / answered);
  }

  /// Fifty at once into one session. Says so when an answer is out of order or comes twice.
  void burst(Phone phone) throws InterruptedException {
    var words = new ArrayList<String>();
    for (int i = 0; i < BURST_SIZE; i++) {
      words.add(fresh());
    }
    long start = System.nanoTime();
    words.forEach(word -> phone.write("echo " + word));
    var answers = new LinkedHashMap<String, String>();
    long end = start;
    while (answers.size() < BURST_SIZE) {
      var answer =
          phone.await("answers beside " + answers.values(), message -> isOne(message, words));
      answers.putIfAbsent(answer.message().id(), said(answer.message(), words));
      end = answer.nanos();
    }
    if (!List.copyOf(answers.values()).equals(words)) {
      System.err.println("The burst was not answered in order, once each: " + answers.values());
    }
    figures.put(BURST, (end - start) / 1e6);
  }

  private static boolean isOne(Seen message, List<String> words) {
    return message.edits() == 0 && message.text().lines().anyMatch(words::contains);
  }

  private static String said(Seen message, List<String> words) {
    return message.text().lines().filter(words::contains).collect(Collectors.joining(" "));
  }

  /// What one phone's owner does; returns a count.
  interface Deed {
    long run(Phone phone) throws InterruptedException;
  }

  private static long together(List<Phone> phones, Deed deed) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deeds = phones.stream().map(phone -> (Callable<Long>) () -> deed.run(phone)).toList();
      long sum = 0;
      for (Future<Long> done : threads.invokeAll(deeds)) {
        sum += done.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a round failed", e.getCause());
    }
  }
}
