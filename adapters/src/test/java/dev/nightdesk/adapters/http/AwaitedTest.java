package dev.nightdesk.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AwaitedTest {
  private final Call call = new OkHttpClient().newCall(Responses.REQUEST);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Response response = Responses.of(watchedBody());

  private ResponseBody watchedBody() {
    var source =
        new ForwardingSource(new Buffer()) {
          @Override
          public void close() throws IOException {
            closed.set(true);
            super.close();
          }
        };
    return ResponseBody.create(Okio.buffer(source), null, 0);
  }

  @Test
  void anAnswerIsHandedOverOpen() throws Exception {
    var awaited = new Awaited<Response>(it -> it);
    awaited.onResponse(call, response);

    assertThat(awaited.take()).isSameAs(response);
    assertThat(closed).isFalse();
  }

  @Test
  void anAnswerThatNobodyWaitsForAnyMoreIsClosed() {
    var awaited = new Awaited<Response>(it -> it);
    awaited.discard();
    awaited.onResponse(call, response);

    assertThat(closed).isTrue();
  }

  @Test
  void anAnswerThatCameTogetherWithTheInterruptIsClosed() {
    var awaited = new Awaited<Response>(it -> it);
    awaited.onResponse(call, response);
    awaited.discard();

    assertThat(closed).isTrue();
  }

  @Test
  void anAnswerThatBreaksOffWhileItIsReadIsAFailure() {
    var brokenOff = new EOFException();
    var awaited =
        new Awaited<String>(_ -> {
          throw brokenOff;
        });
    awaited.onResponse(call, response);

    assertThatThrownBy(awaited::take).isSameAs(brokenOff);
  }

  /// The HTTP library tells nobody of what else is thrown there.
  @Test
  @Timeout(20)
  void soIsOneThereIsNoRoomFor() {
    var noRoom = new OutOfMemoryError("no room");
    var awaited =
        new Awaited<String>(_ -> {
          throw noRoom;
        });

    assertThatThrownBy(() -> awaited.onResponse(call, response)).isSameAs(noRoom);
    assertThatThrownBy(awaited::take).isInstanceOf(IOException.class);
    assertThat(closed).isTrue();
  }
}
