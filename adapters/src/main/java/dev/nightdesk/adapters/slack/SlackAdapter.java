package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Traits;
import java.util.Set;

/// Slack. One instance serves one app in one workspace: of two that listen for the same app each
/// gets a part of what people say. Safe for any thread; [#listen] is called once.
public final class SlackAdapter implements ChannelAdapter {
  private final ChannelId id;
  private final SlackSettings settings;
  private final SlackIntake intake;
  private final SlackWire wire;
  private final SlackCatchUp catchUp;
  private final SlackSocketMode socketMode;
  private final SlackHttpMode httpMode;
  private final SlackDeliver deliver;

  /// Opens no connection yet.
  public SlackAdapter(ChannelId id, SlackSettings settings) {
    this(id, settings, SlackTiming.PUBLISHED);
  }

  public SlackAdapter(ChannelId id, SlackSettings settings, SlackTiming timing) {
    this.id = id;
    this.settings = settings;
    var clock = new SlackClock();
    this.wire = new SlackWire(settings, timing, clock);
    this.intake = new SlackIntake(id, clock, wire, timing);
    this.catchUp = new SlackCatchUp(intake, wire, timing);
    this.socketMode = new SlackSocketMode(intake, wire, timing, catchUp);
    this.httpMode = new SlackHttpMode(settings, intake, wire, clock, timing, catchUp);
    this.deliver = new SlackDeliver(wire, timing);
  }

  @Override
  public ChannelId id() {
    return id;
  }

  /// There are no silent messages, so that is not claimed: only what names somebody rings, and in
  /// direct messages everything.
  @Override
  public Traits traits() {
    return new Traits(
        SlackRender.MAX_TEXT,
        SlackRender.MAX_BUTTONS,
        SlackUpload.MAX_BYTES,
        SlackFetch.MAX_BYTES,
        Traits.Threads.UNDER_CARDS,
        Set.of(Traits.Feature.RECEIPTS, Traits.Feature.CATCHES_UP),
        settings.rate());
  }

  @Override
  public void listen(Door door) throws InterruptedException {
    intake.open(door);
    var catching = catchUp.start();
    try {
      switch (settings.mode()) {
        case SOCKET -> socketMode.listen();
        case HTTP -> httpMode.listen();
      }
    } finally {
      catching.interrupt();
    }
  }

  /// Takes a request of Slack's in [SlackSettings.Mode#HTTP]; 401 for whatever Slack did not sign,
  /// and 503 while nobody listens or nothing can be stored, so that Slack sends it again.
  public SlackHttp.Answer take(SlackHttp.Request request) throws InterruptedException {
    return httpMode.take(request);
  }

  @Override
  public Delivery deliver(Posting posting) throws InterruptedException {
    return deliver.deliver(posting);
  }

  @Override
  public void close() {
    socketMode.close();
    wire.close();
  }
}
