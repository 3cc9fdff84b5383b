package dev.nightdesk.adapters.slack;

import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whom our messages call by name, so that an edit goes on showing it: Slack rings once, when the
/// message comes. Of a message from before a restart it is asked once. Safe for any thread.
final class SlackCalls {
  /// Only live cards are edited, and there are never so many of them.
  static final int FORGET_BEYOND = 2_048;

  private static final Logger LOG = LoggerFactory.getLogger(SlackCalls.class);

  private final SlackWire wire;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<MessageRef, Set<String>> called = new LinkedHashMap<>();

  SlackCalls(SlackWire wire) {
    this.wire = wire;
  }

  void remember(MessageRef message, Set<String> users) {
    lock.lock();
    try {
      called.put(message, Set.copyOf(users));
      if (called.size() > FORGET_BEYOND) {
        called.remove(called.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /// When it cannot be learnt the card is shown without names.
  Set<String> of(MessageRef message) throws InterruptedException {
    if (SlackUpdates.isDirect(message.place().chat())) {
      return Set.of();
    }
    var known = known(message);
    if (known != null) {
      return known;
    }
    try {
      var asked = ask(message);
      remember(message, asked);
      return asked;
    } catch (CallFailed failed) {
      LOG.debug("event=not_asked message={} why={}", message, failed.why());
      return Set.of();
    }
  }

  private @Nullable Set<String> known(MessageRef message) {
    lock.lock();
    try {
      return called.get(message);
    } finally {
      lock.unlock();
    }
  }

  private Set<String> ask(MessageRef message) throws CallFailed, InterruptedException {
    var place = message.place();
    var question =
        Params.of("channel", place.chat())
            .and("oldest", message.message())
            .and("latest", message.message())
            .and("inclusive", true)
            .and("include_all_metadata", true)
            .andIfAny("ts", place.thread());
    var answer =
        wire.call(
            place.isThread() ? Methods.CONVERSATIONS_REPLIES : Methods.CONVERSATIONS_HISTORY,
            question);
    return answer
        .path("messages")
        .valueStream()
        .filter(each -> Fields.textOrEmpty(each, "ts").equals(message.message()))
        .findFirst()
        .map(SlackNonces::called)
        .orElse(Set.of());
  }
}
