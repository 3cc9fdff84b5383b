package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentBackend.Registered;
import dev.nightdesk.sessions.SessionHost.Waiting;
import dev.nightdesk.sessions.SessionSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What agents write down about their own living processes, held against the system's: an entry
/// counts only for the process that wrote it, not for a later one that got its pid. Any thread.
record Registrations(ProcessTable processes) {
  /// Between an agent we start and the process that keeps its entry: a wrapper or two.
  private static final int MOST_GENERATIONS = 8;

  /// Who else holds the conversation of one that is to be started; nothing keeps a second process
  /// from writing into the same transcript.
  Optional<Registered> holder(AgentBackend backend, SessionSpec spec) {
    return backend.registered(spec.environment()).stream()
        .filter(entry -> entry.conversation().equals(spec.conversation()))
        .filter(this::isAlive)
        .findFirst();
  }

  /// What an agent of ours waits for by its own word.
  ///
  /// @param environment of the config, as at its start
  Optional<Waiting> waiting(
      AgentBackend backend, ProcessIdentity agent, Map<String, String> environment) {
    return backend.registered(environment).stream()
        .flatMap(entry ->
            Optional.ofNullable(entry.waitsFor())
                .filter(_ -> isAlive(entry) && comesFrom(entry.pid(), agent.pid()))
                .map(what -> new Waiting(what, entry.changed()))
                .stream())
        .findFirst();
  }

  /// One that does not say when it was started may be the one that runs under its pid now.
  private boolean isAlive(Registered entry) {
    var started = processes.started(entry.pid());
    return started != null && (entry.started() == null || entry.started().equals(started));
  }

  private boolean comesFrom(long pid, long ancestor) {
    if (pid == ancestor) {
      return true;
    }
    var parents = new HashMap<Long, Long>();
    processes.all().forEach(entry -> parents.put(entry.pid(), entry.parent()));
    long at = pid;
    for (int generation = 0; generation < MOST_GENERATIONS; generation++) {
      at = parents.getOrDefault(at, 0L);
      if (at == ancestor) {
        return true;
      }
    }
    return false;
  }
}
