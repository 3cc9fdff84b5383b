package dev.nightdesk.gateway;

import dev.nightdesk.adapters.Secret;
import dev.nightdesk.gateway.web.Control;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The backroom as another process sees it: through the running gateway, or, when none runs, with
/// the home taken for as long as this object is open.
final class RemoteBackroom implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Control control;
  private final AutoCloseable behind;

  private RemoteBackroom(Control control, AutoCloseable behind) {
    this.control = control;
    this.behind = behind;
  }

  static RemoteBackroom of(Path home) {
    if (!Files.exists(home)) {
      throw new Refusal(
          Refusal.WRONG, "There is nothing at " + home + " yet: start the gateway once.");
    }
    Optional<Home> taken = Home.tryTake(home, ProcessHandle.current().pid());
    return taken.map(RemoteBackroom::here).orElseGet(() -> there(home));
  }

  Control control() {
    return control;
  }

  @Override
  public void close() {
    try {
      behind.close();
    } catch (Exception e) {
      throw new IllegalStateException("the backroom could not be closed", e);
    }
  }

  private static RemoteBackroom here(Home home) {
    var store = Wiring.storeAlone(home);
    return new RemoteBackroom(
        Wiring.backroomAlone(store),
        () -> {
          store.close();
          home.close();
        });
  }

  private static RemoteBackroom there(Path home) {
    Home.Holder holder =
        Home.holder(home)
            .filter(known -> !known.control().isEmpty())
            .orElseThrow(() ->
                new Refusal(
                    Refusal.HELD, "The gateway is starting or ending. Try again in a moment."));
    var client = HttpClient.newHttpClient();
    return new RemoteBackroom(new Calls(client, holder), client);
  }

  /// Asks over HTTP.
  private record Calls(HttpClient client, Home.Holder holder) implements Control {
    @Override
    public Secret token() {
      return new Secret(holder.token());
    }

    @Override
    public String people() throws InterruptedException {
      return answer(request("people").GET());
    }

    @Override
    public String dead() throws InterruptedException {
      return answer(request("dead").GET());
    }

    @Override
    public String retry(long number) throws InterruptedException {
      return answer(request("dead/" + number + "/retry").POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public String drop(long number) throws InterruptedException {
      return answer(request("dead/" + number + "/drop").POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(holder.control() + path))
          .timeout(ANSWER_WITHIN)
          .header("Authorization", "Bearer " + holder.token());
    }

    private String answer(HttpRequest.Builder request) throws InterruptedException {
      try {
        HttpResponse<String> response =
            client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return response.body();
        }
        throw new Refusal(
            Refusal.HELD,
            "The running gateway answered " + response.statusCode() + ". Its log says why.");
      } catch (IOException e) {
        throw new Refusal(
            Refusal.HELD,
            "The running gateway (process "
                + holder.pid()
                + ") does not answer. Is it ending? Try again in a moment.",
            e);
      }
    }
  }
}
