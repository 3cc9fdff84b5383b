package dev.nightdesk.adapters.slack;

import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.http.CallFailed;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which direct messages are with us: a command comes from wherever it was typed, be it between two
/// other people. Safe for any thread.
final class SlackDirects {
  private static final Logger LOG = LoggerFactory.getLogger(SlackDirects.class);

  /// Conversations remembered, of those with us and of the others each; forgotten ones are asked
  /// for again.
  static final int REMEMBERED = 8_192;

  /// Whose a conversation is.
  enum Whose {
    OURS,
    OTHERS,
    UNKNOWN
  }

  private final SlackWire wire;
  private final ReentrantLock lock = new ReentrantLock();
  private final Recent ours = new Recent(REMEMBERED);
  private final Recent others = new Recent(REMEMBERED);

  SlackDirects(SlackWire wire) {
    this.wire = wire;
  }

  /// What is known without a call.
  Whose known(String chat) {
    lock.lock();
    try {
      if (ours.has(chat)) {
        return Whose.OURS;
      }
      return others.has(chat) ? Whose.OTHERS : Whose.UNKNOWN;
    } finally {
      lock.unlock();
    }
  }

  /// What was said there came to us.
  void isOurs(String chat) {
    remember(ours, chat);
  }

  private void remember(Recent whose, String chat) {
    lock.lock();
    try {
      whose.add(chat);
    } finally {
      lock.unlock();
    }
  }

  /// Makes a call, not for longer than a command can wait. Only what Slack said is remembered.
  Whose ask(String chat) throws InterruptedException {
    try {
      wire.callQuickly(Methods.CONVERSATIONS_INFO, Params.of("channel", chat));
      remember(ours, chat);
      return Whose.OURS;
    } catch (Answered no) {
      if (no.error().equals("channel_not_found")) {
        remember(others, chat);
        return Whose.OTHERS;
      }
      LOG.warn("event=not_looked_up chat={} why={}", chat, no.why());
    } catch (CallFailed failed) {
      LOG.warn("event=not_looked_up chat={} why={}", chat, failed.why());
    }
    return Whose.UNKNOWN;
  }
}
