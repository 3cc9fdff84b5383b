package dev.nightdesk.tests.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.context.Context;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.methods.MethodsClient;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.ChannelLeftEvent;
import com.slack.api.model.event.MemberLeftChannelEvent;
import com.slack.api.model.event.MessageBotEvent;
import com.slack.api.model.event.MessageChangedEvent;
import com.slack.api.model.event.MessageDeletedEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import com.slack.api.model.event.MessageThreadBroadcastEvent;
import com.slack.api.socket_mode.SocketModeClient;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// The real library in front of the twin: writes down what it is told and acknowledges it.
final class BoltDesk implements AutoCloseable {
  private final Slack slack;
  private final SocketModeApp socketMode;
  final App app;
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  final AtomicInteger failures = new AtomicInteger();

  BoltDesk(SlackTwin twin) throws Exception {
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(twin.apiUrl());
    slack = Slack.getInstance(config);
    app =
        new App(
            AppConfig.builder()
                .slack(slack)
                .singleTeamBotToken(SlackTwin.BOT_TOKEN)
                .signingSecret(SlackTwin.SIGNING_SECRET)
                .build());
    hearEvents();
    hearInteractions();
    socketMode =
        new SocketModeApp(SlackTwin.APP_TOKEN, app, SocketModeClient.Backend.JavaWebSocket, 4);
  }

  BoltDesk connect() throws Exception {
    socketMode.startAsync();
    return this;
  }

  MethodsClient client() {
    return slack.methods(SlackTwin.BOT_TOKEN);
  }

  private void hearEvents() {
    app.event(MessageEvent.class, (it, ctx) -> heard(ctx, "message " + it.getEvent().getText()));
    app.event(AppMentionEvent.class, (it, ctx) -> heard(ctx, "mention " + it.getEvent().getText()));
    app.event(
        MessageChangedEvent.class,
        (it, ctx) -> heard(ctx, "changed " + it.getEvent().getMessage().getText()));
    app.event(MessageDeletedEvent.class, (_, ctx) -> heard(ctx, "deleted"));
    app.event(
        MessageFileShareEvent.class,
        (it, ctx) -> heard(ctx, "file " + it.getEvent().getFiles().getFirst().getName()));
    app.event(MessageBotEvent.class, (it, ctx) -> heard(ctx, "bot " + it.getEvent().getText()));
    app.event(
        MessageThreadBroadcastEvent.class,
        (it, ctx) -> heard(ctx, "broadcast " + it.getEvent().getText()));
    app.event(AppHomeOpenedEvent.class, (it, ctx) -> heard(ctx, "home " + it.getEvent().getTab()));
    app.event(MemberLeftChannelEvent.class, (_, ctx) -> heard(ctx, "member left"));
    app.event(ChannelLeftEvent.class, (_, ctx) -> heard(ctx, "channel left"));
  }

  private void hearInteractions() {
    var any = Pattern.compile(".*");
    app.command(
        any,
        (request, ctx) -> {
          heard(ctx, "command " + request.getPayload().getCommand());
          return ctx.ack("accepted " + request.getPayload().getText());
        });
    app.blockAction(
        any,
        (request, ctx) -> {
          heard(ctx, "pressed " + request.getPayload().getActions().getFirst().getValue());
          var view =
              """
              {"type":"modal","title":{"type":"plain_text","text":"Why?"},
               "submit":{"type":"plain_text","text":"Send"},
               "blocks":[{"type":"input","block_id":"b","label":{"type":"plain_text","text":"R"},
                 "element":{"type":"plain_text_input","action_id":"a"}}]}
              """;
          var trigger = request.getPayload().getTriggerId();
          ctx.client().viewsOpen(it -> it.triggerId(trigger).viewAsString(view));
          return ctx.ack();
        });
    app.viewSubmission(
        any,
        (request, ctx) -> {
          var values = request.getPayload().getView().getState().getValues();
          var fields = Objects.requireNonNull(values.get("b"));
          var value = Objects.requireNonNull(fields.get("a")).getValue();
          heard(ctx, "submitted " + value);
          return value.equals("no") ? ctx.ackWithErrors(Map.of("b", "say more")) : ctx.ack();
        });
  }

  private Response heard(Context ctx, String what) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      heard.add("failed " + what);
      throw new IllegalStateException("made to fail");
    }
    // Over a socket the first delivery has the number 0, over HTTP it has none.
    boolean again =
        ctx instanceof EventContext event && event.getRetryNum() != null && event.getRetryNum() > 0;
    heard.add(again ? what + " again" : what);
    return ctx.ack();
  }

  String next() throws InterruptedException {
    var next = heard.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was heard");
    }
    return next;
  }

  @Override
  public void close() {
    try {
      // There is none before it connects. Left open, it goes on opening sockets to a twin that is
      // gone.
      var client = socketMode.getClient();
      if (client != null) {
        client.close();
      }
      socketMode.close();
      slack.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
