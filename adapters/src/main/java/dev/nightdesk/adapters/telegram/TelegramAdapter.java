package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Traits;
import java.util.Set;

/// Telegram. One instance serves one bot: two pollers of one token throw each other out (409), and
/// whoever is thrown out stands down and tries again slowly. Safe for any thread; [#listen] is
/// called once.
public final class TelegramAdapter implements ChannelAdapter {
  private final ChannelId id;
  private final TelegramSettings settings;
  private final TelegramListen listen;
  private final TelegramDeliver deliver;

  /// Opens no connection yet.
  public TelegramAdapter(ChannelId id, TelegramSettings settings) {
    this(id, settings, TelegramTiming.PUBLISHED);
  }

  public TelegramAdapter(ChannelId id, TelegramSettings settings, TelegramTiming timing) {
    this.id = id;
    this.settings = settings;
    var wire = new TelegramWire(settings, timing);
    this.listen = new TelegramListen(id, settings, timing, wire);
    this.deliver = new TelegramDeliver(wire);
  }

  @Override
  public ChannelId id() {
    return id;
  }

  @Override
  public Traits traits() {
    return new Traits(
        TelegramRender.MAX_TEXT,
        TelegramRender.MAX_BUTTONS,
        TelegramDeliver.MAX_UPLOAD_BYTES,
        TelegramFetch.MAX_DOWNLOAD_BYTES,
        Traits.Threads.TOPICS,
        Set.of(Traits.Feature.SILENT, Traits.Feature.TOASTS),
        settings.rate());
  }

  @Override
  public void listen(Door door) throws InterruptedException {
    listen.listen(door);
  }

  @Override
  public Delivery deliver(Posting posting) throws InterruptedException {
    return deliver.deliver(posting);
  }

  @Override
  public void close() {
    listen.close();
  }
}
