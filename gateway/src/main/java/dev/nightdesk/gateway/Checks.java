package dev.nightdesk.gateway;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.gateway.flow.Channels;
import dev.nightdesk.gateway.flow.Disk;
import dev.nightdesk.gateway.flow.Gate;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.StoreUnavailable;
import dev.nightdesk.gateway.web.Readiness;
import dev.nightdesk.gateway.web.Readiness.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `/ready` looks at: every channel connected, the store writable, room on the disk.
final class Checks {
  private static final String PROBE = "ready";

  private final Store store;
  private final Gate gate;
  private final Channels channels;
  private final Disk disk;
  private final long diskFloorBytes;

  Checks(Store store, Gate gate, Channels channels, Disk disk, long diskFloorBytes) {
    this.store = store;
    this.gate = gate;
    this.channels = channels;
    this.disk = disk;
    this.diskFloorBytes = diskFloorBytes;
  }

  Readiness now() {
    List<Check> checks = new ArrayList<>();
    Map<ChannelId, Standing> standings = gate.standings();
    channels.ids().stream()
        .sorted((one, other) -> one.value().compareTo(other.value()))
        .forEach(id -> checks.add(channel(id, standings.get(id))));
    checks.add(store());
    checks.add(disk());
    return new Readiness(checks);
  }

  private static Check channel(ChannelId id, @Nullable Standing standing) {
    String name = "channel." + id;
    if (standing == null) {
      return new Check(name, false, "not connected yet");
    }
    return switch (standing) {
      case Standing.Connected(String as) -> new Check(name, true, "connected as " + as);
      case Standing.Down(String why) -> new Check(name, false, "down, trying again: " + why);
      case Standing.StoodDown(String why) -> new Check(name, false, "waits for a person: " + why);
    };
  }

  /// Writes, because only a write tells whether one can.
  private Check store() {
    try {
      store.change(tx -> tx.remember(PROBE, PROBE));
      return new Check("store", true, "writable");
    } catch (StoreUnavailable e) {
      return new Check("store", false, words(e.reason()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Check("store", false, "the gateway is ending");
    }
  }

  private static String words(StoreUnavailable.Reason reason) {
    return switch (reason) {
      case FULL -> "the disk is full: make room, nothing is lost";
      case BUSY -> "another process holds the database: close it";
      case BROKEN -> "the disk or the database is failing: look at the log";
      case CLOSED -> "the gateway is ending";
    };
  }

  private Check disk() {
    long free = disk.freeBytes();
    String left = (free >> 20) + " MiB free";
    if (free < Gate.REFUSE_BELOW_FREE_BYTES) {
      // Whatever the floor, and even if a small write still finds room.
      return new Check(
          "disk", false, left + ": make room; nothing is taken in until then, and nothing is lost");
    }
    return free >= diskFloorBytes
        ? new Check("disk", true, left)
        : new Check(
            "disk",
            false,
            left
                + ", less than disk_floor ("
                + (diskFloorBytes >> 20)
                + " MiB): make room; nothing new starts until then");
  }
}
