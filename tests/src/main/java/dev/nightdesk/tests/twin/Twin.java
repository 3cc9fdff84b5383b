package dev.nightdesk.tests.twin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// A chat service of our own on 127.0.0.1, as a test asks it what it was asked. Safe for any
/// thread.
public abstract class Twin implements AutoCloseable {
  private final FaultyServer server;

  protected Twin(FaultyServer server) {
    this.server = server;
  }

  /// What is to go wrong with calls.
  public final Faults faults() {
    return server.faults;
  }

  /// How often a method was called, whatever came of it.
  public final int calls(String method) {
    return server.calls.count(method);
  }

  public final Map<String, Integer> callsByMethod() {
    return server.calls.byMethod();
  }

  public final void awaitCalls(String method, int atLeast) {
    server.calls.await(method, atLeast);
  }

  /// The parameters of the newest call of a method.
  ///
  /// @throws java.util.NoSuchElementException when there was none
  public final JsonNode lastCall(String method) {
    return server.calls.last(method);
  }

  /// The creating calls that happened, oldest first; one that was recognised as a repetition stands
  /// here too, with the id of the first.
  public final List<Create> creates() {
    return server.calls.creates();
  }

  /// Creating calls that happened and whose answer we know did not arrive whole.
  public final long cutCreates() {
    return creates().stream().filter(create -> !create.answered()).count();
  }

  /// Ends the server; whoever listens is cut off.
  @Override
  public abstract void close();
}
