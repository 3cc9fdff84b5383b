package dev.nightdesk.adapters.http;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/// Where one answer arrives and one thread waits for it. A failure is an answer, too.
final class Awaited<T> implements Callback {
  /// Whichever comes first stays: what arrived, or that nobody waits any more.
  private final BlockingQueue<Outcome<T>> first = new ArrayBlockingQueue<>(1);

  private final Reading<T> reading;

  Awaited(Reading<T> reading) {
    this.reading = reading;
  }

  /// What is made of an answer, on the call's own thread, which nobody interrupts.
  interface Reading<T> {
    T of(Response response) throws IOException;
  }

  private sealed interface Outcome<T> {
    record Came<T>(T value, Response response) implements Outcome<T> {}

    record Failed<T>(IOException why) implements Outcome<T> {}

    record Unwanted<T>() implements Outcome<T> {}
  }

  @Override
  public void onResponse(Call call, Response response) {
    try {
      if (!first.offer(new Outcome.Came<>(reading.of(response), response))) {
        response.close();
      }
    } catch (IOException e) {
      onFailure(call, e);
    } catch (RuntimeException | Error e) {
      // OkHttp only logs it by now, and nobody else would end the wait.
      response.close();
      onFailure(call, new IOException("an answer that could not be read", e));
      throw e;
    }
  }

  @Override
  public void onFailure(Call call, IOException e) {
    var _ = first.offer(new Outcome.Failed<>(e));
  }

  T take() throws IOException, InterruptedException {
    return switch (first.take()) {
      case Outcome.Came<T> came -> came.value();
      case Outcome.Failed<T> failed -> throw failed.why();
      case Outcome.Unwanted<T> _ -> throw new IllegalStateException("given up already");
    };
  }

  /// Closes the answer, also one that comes later.
  void discard() {
    if (!first.offer(new Outcome.Unwanted<>()) && first.poll() instanceof Outcome.Came<T> came) {
      came.response().close();
    }
  }
}
