package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.gateway.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets whoever needs a card's message wait for its first showing: a thread hangs under a message.
/// Safe for any thread; never holds its lock while it asks the store.
public final class ShownCards {
  private final Store store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition shown = lock.newCondition();
  private long announced;

  public ShownCards(Store store) {
    this.store = store;
  }

  /// Some card stands somewhere now, as the store knows.
  void announce() {
    lock.lock();
    try {
      announced++;
      shown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The card's message, as soon as there is one; empty when there is none within that time.
  Optional<MessageRef> await(CardId card, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    while (true) {
      long before = announced();
      Optional<MessageRef> message = messageOf(card);
      if (message.isPresent() || left <= 0) {
        return message;
      }
      left = awaitAnother(before, left);
    }
  }

  private long announced() {
    lock.lock();
    try {
      return announced;
    } finally {
      lock.unlock();
    }
  }

  private long awaitAnother(long before, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (announced == before && left > 0) {
        left = shown.awaitNanos(left);
      }
      return left;
    } finally {
      lock.unlock();
    }
  }

  private Optional<MessageRef> messageOf(CardId card) throws InterruptedException {
    return StoreWait.with(() -> store.read(reads -> reads.messageOf(card)));
  }
}
