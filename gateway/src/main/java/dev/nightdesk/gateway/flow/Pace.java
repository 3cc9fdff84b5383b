package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How fast we may speak: a budget for each chat and one for each channel, and strict obedience
/// when a platform says "later". Knows time and budgets, and nothing of channels.
///
/// The threads of a chat share its budget, unless the platform counts them apart. Safe for any
/// thread, never waits.
public final class Pace {
  /// Chats remembered; beyond, those that have their whole budget again are forgotten.
  static final int FORGET_BEYOND = 4_096;

  /// What a channel may spend at once over all chats, as a share of a second's budget.
  static final double GLOBAL_BURST = 0.5;

  /// Edits at once over all chats, where they have a limit of their own.
  static final int EDIT_BURST = 10;

  private static final double NANOS = 1e9;

  private final LongSupplier nanos;
  private final Map<Place, Budget> chats = new HashMap<>();
  private final Map<ChannelId, Budget> channels = new HashMap<>();
  private final Map<ChannelId, Budget> edits = new HashMap<>();

  public Pace(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Takes leave for one call.
  ///
  /// @return zero when it may be made now and was counted; otherwise how long to wait before asking
  ///   again, and nothing was counted
  public synchronized Duration take(Place place, Rate rate) {
    return take(place, rate, false);
  }

  /// As [#take(Place, Rate)], for an edit, which some channels count apart.
  public synchronized Duration takeEdit(Place place, Rate rate) {
    return take(place, rate, true);
  }

  private Duration take(Place place, Rate rate, boolean edit) {
    long now = nanos.getAsLong();
    Budget chat = chat(counted(place, rate), now);
    Budget channel = channels.computeIfAbsent(place.channel(), _ -> new Budget(now));
    long wait =
        Math.max(
            chat.wait(now, interval(rate.perSecond()), rate.burst()),
            channel.wait(now, interval(rate.globalPerSecond()), globalBurst(rate)));
    Budget edited = edits.computeIfAbsent(place.channel(), _ -> new Budget(now));
    if (edit) {
      wait = Math.max(wait, edited.wait(now, interval(rate.editsPerSecond()), EDIT_BURST));
    }
    if (wait > 0) {
      return Duration.ofNanos(wait);
    }
    if (edit) {
      edited.spend(now, interval(rate.editsPerSecond()));
    }
    chat.spend(now, interval(rate.perSecond()));
    channel.spend(now, interval(rate.globalPerSecond()));
    return Duration.ZERO;
  }

  /// Takes leave for a call that is not worth delaying any other: only when the chat has at least
  /// half of its budget left.
  public synchronized boolean takeSpare(Place place, Rate rate) {
    long now = nanos.getAsLong();
    int half = Math.max(1, rate.burst() / 2);
    return chat(counted(place, rate), now).wait(now, interval(rate.perSecond()), half) == 0
        && take(place, rate).isZero();
  }

  /// The platform said "later": nothing more goes to this chat before then. A shorter word does not
  /// shorten a longer one.
  public synchronized void penalise(Place place, Duration wait) {
    long now = nanos.getAsLong();
    shut(chat(place, now), wait, now);
    shut(chat(place.wholeChat(), now), wait, now);
  }

  private static void shut(Budget budget, Duration wait, long now) {
    budget.shutUntil = Math.max(budget.shutUntil - now, wait.toNanos()) + now;
  }

  private static Place counted(Place place, Rate rate) {
    return rate.threadsApart() ? place : place.wholeChat();
  }

  synchronized int remembered() {
    return chats.size();
  }

  private Budget chat(Place place, long now) {
    if (chats.size() >= FORGET_BEYOND && !chats.containsKey(place)) {
      chats.values().removeIf(budget -> budget.isWhole(now));
    }
    return chats.computeIfAbsent(place, _ -> new Budget(now));
  }

  private static long interval(double perSecond) {
    return perSecond == 0 ? 0 : Math.round(NANOS / perSecond);
  }

  private static int globalBurst(Rate rate) {
    return Math.max(1, (int) (rate.globalPerSecond() * GLOBAL_BURST));
  }

  /// A token bucket kept as the time at which it will be full again: exact in whole nanoseconds, so
  /// that a wait is never a hair too short.
  private static final class Budget {
    private long fullAt;
    private long shutUntil;

    Budget(long now) {
      fullAt = now;
      shutUntil = now;
    }

    long wait(long now, long interval, int burst) {
      long owed = fullAt - now - interval * (burst - 1L);
      return Math.max(0, Math.max(owed, shutUntil - now));
    }

    void spend(long now, long interval) {
      fullAt = Math.max(fullAt - now, 0) + now + interval;
    }

    boolean isWhole(long now) {
      return fullAt - now <= 0 && shutUntil - now <= 0;
    }
  }
}
