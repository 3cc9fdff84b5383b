package dev.nightdesk.tests.slack;

import java.util.ArrayList;
import java.util.List;

/// What the bot acknowledged and what it did not. Guarded by the world's lock.
final class SlackAcks {
  private final List<SlackAck> all = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final List<String> stray = new ArrayList<>();

  void add(SlackAck ack) {
    all.add(ack);
  }

  void lost(String happening) {
    lost.add(happening);
  }

  void stray(String text) {
    stray.add(text);
  }

  List<SlackAck> all() {
    return List.copyOf(all);
  }

  List<SlackAck> of(String happening) {
    return all.stream().filter(ack -> ack.happening().equals(happening)).toList();
  }

  List<String> lost() {
    return List.copyOf(lost);
  }

  List<String> stray() {
    return List.copyOf(stray);
  }

  @Override
  public String toString() {
    return "acks %d, lost %s, stray %d".formatted(all.size(), lost, stray.size());
  }
}
