package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Traits;
import java.util.Set;

/// Discord. One instance serves one bot, with one connection. Safe for any thread; [#listen] is
/// called once.
public final class DiscordAdapter implements ChannelAdapter {
  private final DiscordParts parts;
  private final DiscordListen listen;
  private final DiscordDeliver deliver;

  /// Opens no connection yet.
  public DiscordAdapter(ChannelId id, DiscordSettings settings) {
    this(id, settings, DiscordTiming.PUBLISHED);
  }

  public DiscordAdapter(ChannelId id, DiscordSettings settings, DiscordTiming timing) {
    this.parts = DiscordParts.of(id, settings, timing);
    this.listen = new DiscordListen(parts);
    this.deliver = new DiscordDeliver(parts.wire(), parts.rooms(), parts.answering());
  }

  @Override
  public ChannelId id() {
    return parts.channel();
  }

  @Override
  public Traits traits() {
    return new Traits(
        DiscordRender.MAX_TEXT,
        DiscordRender.MAX_BUTTONS,
        DiscordDeliver.MAX_UPLOAD_BYTES,
        DiscordFetch.MAX_DOWNLOAD_BYTES,
        Traits.Threads.UNDER_CARDS,
        Set.of(
            Traits.Feature.SILENT,
            Traits.Feature.SAFE_CREATES,
            Traits.Feature.RECEIPTS,
            Traits.Feature.CATCHES_UP),
        parts.settings().rate());
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
