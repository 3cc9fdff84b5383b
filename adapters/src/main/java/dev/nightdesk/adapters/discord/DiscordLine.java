package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.RawGatewayEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.IEventManager;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One life of JDA: it connects, keeps the connection and takes it up again after a cut, until it
/// gives up for good; then there has to be another.
final class DiscordLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiscordLine.class);

  /// The least that JDA takes: its own would grow to a quarter of an hour.
  private static final int MAX_RECONNECT_SECONDS = 32;

  /// A goodbye needs no longer.
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  /// What is told from JDA's own threads. Must be quick: nothing is read meanwhile.
  interface Ear {
    /// An event came in.
    ///
    /// @param number counts the events of a session
    void happened(String kind, long number, JsonNode event);

    void cut(String why);

    /// The session goes on, and nothing was lost.
    void resumed();

    /// JDA gave up.
    void ended(int code, String why);
  }

  private final JDA jda;

  private DiscordLine(JDA jda) {
    this.jda = jda;
  }

  /// Signs in and returns while the connection is being made.
  ///
  /// @throws NotSignedIn when that does not even begin
  static DiscordLine open(DiscordSettings settings, DiscordWire wire, Ear ear) throws NotSignedIn {
    var intents = EnumSet.of(GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES);
    if (settings.messageContent()) {
      intents.add(GatewayIntent.MESSAGE_CONTENT);
    }
    var gateway = settings.gatewayUrl();
    var builder =
        JDABuilder.createLight(settings.token().open(), intents)
            .setRawEventsEnabled(true)
            .setEventManager(new Hearing(ear))
            .setRestConfig(new RestConfig().setBaseUrl(wire.url("").build().toString()))
            .setHttpClient(wire.signInHttp())
            .setRequestTimeoutRetry(false)
            .setMaxReconnectDelay(MAX_RECONNECT_SECONDS)
            .setEnableShutdownHook(false)
            .setContextEnabled(false);
    if (gateway != null) {
      builder
          .setCompression(Compression.NONE)
          .setSessionController(
              new ConcurrentSessionController() {
                @Override
                public String getGateway() {
                  return gateway;
                }
              });
    }
    try {
      return new DiscordLine(builder.build());
    } catch (InvalidTokenException e) {
      throw new NotSignedIn(true, "the token is refused");
    } catch (ErrorResponseException | IllegalStateException e) {
      // The exception's text may quote an answer, and its cause an address.
      throw new NotSignedIn(false, "signing in failed (" + e.getClass().getSimpleName() + ")");
    }
  }

  /// There is no connection to wait for.
  static final class NotSignedIn extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean tokenRefused;

    NotSignedIn(boolean tokenRefused, String why) {
      super(why);
      this.tokenRefused = tokenRefused;
    }

    boolean isTokenRefused() {
      return tokenRefused;
    }
  }

  /// Passes on what JDA tells, on the thread that reads from the connection.
  private record Hearing(Ear ear) implements IEventManager {
    /// There is one ear, and it is there already.
    @Override
    public void register(Object listener) {}

    @Override
    public void unregister(Object listener) {}

    @Override
    public List<Object> getRegisteredListeners() {
      return List.of();
    }

    @Override
    public void handle(GenericEvent event) {
      try {
        switch (event) {
          case RawGatewayEvent raw -> tell(raw);
          case SessionDisconnectEvent cut -> ear.cut("the connection was cut" + why(cut));
          case SessionResumeEvent _ -> ear.resumed();
          case ShutdownEvent end -> ear.ended(end.getCode(), "the connection ended" + why(end));
          default -> {}
        }
      } catch (IOException | RuntimeException e) {
        LOG.error("event=unheard kind={} why={}", event.getClass().getSimpleName(), e.toString());
      }
    }

    private void tell(RawGatewayEvent raw) throws IOException {
      if (DiscordListen.KINDS.contains(raw.getType())) {
        var json = DiscordWire.JSON.readTree(raw.getPackage().toJson());
        ear.happened(raw.getType(), json.path("s").asLong(), json.path("d"));
      }
    }

    private static String why(SessionDisconnectEvent cut) {
      var frame = cut.getServiceCloseFrame();
      return frame == null ? "" : " (" + frame.getCloseCode() + ")";
    }

    private static String why(ShutdownEvent end) {
      return " (" + end.getCode() + ")";
    }
  }

  @Override
  public void close() {
    jda.shutdownNow();
    try {
      if (!jda.awaitShutdown(GOODBYE)) {
        LOG.warn("event=line_lingers");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
