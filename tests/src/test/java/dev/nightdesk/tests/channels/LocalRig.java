package dev.nightdesk.tests.channels;

import dev.nightdesk.adapters.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A channel without a platform: one place, no line to lose, nobody who keeps anything for us.
abstract class LocalRig implements ChannelRig {
  private final RigFolder folder = new RigFolder();

  @Override
  public final Optional<Place> nowhere() {
    return Optional.empty();
  }

  @Override
  public final boolean cause(Trouble trouble) {
    return false;
  }

  @Override
  public final boolean hasLine() {
    return false;
  }

  @Override
  public final void cutLine() {
    throw new UnsupportedOperationException("there is no line here");
  }

  @Override
  public final void mendLine() {
    throw new UnsupportedOperationException("there is no line here");
  }

  @Override
  public final List<String> samplePayloads() {
    return List.of();
  }

  @Override
  public final void pushPayload(String payload) {
    throw new UnsupportedOperationException("happenings are no data here");
  }

  @Override
  public final void awaitAcknowledged() {}

  @Override
  public final boolean keeps() {
    return false;
  }

  @Override
  public final Path directory() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.close();
  }
}
