package dev.nightdesk.tests.bench;

import java.util.EnumMap;
import java.util.Map;

/// What one subject was measured at.
final class Figures {
  /// What is measured.
  enum Figure {
    PROMPT_P50("message → prompt at the agent", "ms"),
    PROMPT_P95("message → prompt at the agent", "ms"),
    PROMPT_P99("message → prompt at the agent", "ms"),
    ANSWER_P50("message → first answer", "ms"),
    ANSWER_P95("message → first answer", "ms"),
    ANSWER_P99("message → first answer", "ms"),
    CARD_P50("message → card", "ms"),
    CARD_P95("message → card", "ms"),
    CARD_P99("message → card", "ms"),
    EDIT_P50("agent event → card edited", "ms"),
    EDIT_P95("agent event → card edited", "ms"),
    EDIT_P99("agent event → card edited", "ms"),
    PRESS_P50("press → agent has the answer", "ms"),
    PRESS_P95("press → agent has the answer", "ms"),
    PRESS_P99("press → agent has the answer", "ms"),
    RATE_1("answers per second, 1 chat", "/s"),
    RATE_10("answers per second, 10 chats", "/s"),
    RATE_50("answers per second, 50 chats", "/s"),
    CPU_1("CPU per message, 1 chat", "ms"),
    CPU_10("CPU per message, 10 chats", "ms"),
    CPU_50("CPU per message, 50 chats", "ms"),
    CALLS("Bot API calls per message", ""),
    BURST("burst of 50 in one chat", "ms"),
    START_COLD("very first start → first poll", "ms"),
    START("start → first poll", "ms"),
    IDLE("resident, idle", "MB"),
    BUSY("resident, 50 busy chats", "MB"),
    PARKED("resident, 100 parked sessions", "MB");

    final String words;
    final String unit;

    Figure(String words, String unit) {
      this.words = words;
      this.unit = unit;
    }
  }

  private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

  void put(Figure figure, double value) {
    values.put(figure, value);
  }

  void put(Figure p50, Figure p95, Figure p99, Samples samples) {
    put(p50, samples.millis(0.50));
    put(p95, samples.millis(0.95));
    put(p99, samples.millis(0.99));
  }

  /// The value; not a number when it was not measured.
  double get(Figure figure) {
    return values.getOrDefault(figure, Double.NaN);
  }
}
