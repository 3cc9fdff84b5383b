package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentBackend.Trial;
import dev.nightdesk.sessions.SessionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Asks an agent's program whether it will do, before its first start and until it will: who brings
/// it up to date needs no restart of ours (VER-1). Any thread.
final class Trials {
  private final Probe probe;
  private final Duration answerWithin;
  private final Set<List<String>> passed = ConcurrentHashMap.newKeySet();

  Trials(AgentEnvironment environment, HostSettings settings) {
    this.probe = new Probe(environment);
    this.answerWithin = settings.startWithin();
  }

  /// Why it cannot be started, in words for people.
  Optional<String> refusal(AgentBackend backend, SessionSpec spec) throws InterruptedException {
    Optional<Trial> trial = backend.trial().filter(it -> !passed.contains(it.command()));
    if (trial.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = trial.get().command();
    Optional<String> refusal =
        switch (probe.ask(command, spec.environment(), spec.directory(), answerWithin)) {
          case Probe.Answer.Said(int _, String output) -> trial.get().refusal().apply(output);
          case Probe.Answer.Missing(String why) -> Optional.of(why);
          case Probe.Answer.Silent _ ->
              Optional.of(
                  "`%s` did not answer within %d seconds. Try it in a shell."
                      .formatted(String.join(" ", command), answerWithin.toSeconds()));
        };
    if (refusal.isEmpty()) {
      passed.add(command);
    }
    return refusal;
  }
}
