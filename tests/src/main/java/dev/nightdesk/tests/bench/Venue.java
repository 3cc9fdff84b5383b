package dev.nightdesk.tests.bench;

import java.util.List;

/// A chat service with one person in it, for one subject.
interface Venue extends AutoCloseable {
  /// The person's.
  Phone phone();

  /// What a gateway's config says about it.
  Gatehouse.Site site();

  Class<?> bareBot();

  /// The bare bot's arguments, but for the agent's command.
  List<String> bareWords();

  /// Waits for the bot, and lets it listen here.
  void welcome();

  @Override
  void close();
}
