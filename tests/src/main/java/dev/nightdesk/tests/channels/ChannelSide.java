package dev.nightdesk.tests.channels;

/// A chat service of our own, as a gateway is joined to it and its owner uses it.
public interface ChannelSide extends AutoCloseable {
  /// The channel's name in the config.
  String name();

  /// What the config says of the channel, as YAML on one line.
  String settings();

  /// How the config names the owner on this channel.
  String ownerId();

  /// The owner's.
  Phone phone();

  /// A gateway is about to be started.
  default void expect() {}

  /// Waits until the gateway that was expected hears what is said here; the first time, has it
  /// listen where the owner talks.
  default void awaitHeard() {}

  @Override
  void close();
}
