package dev.nightdesk.gateway.store;

/// The store cannot work now: the disk is full, somebody holds the file, the disk fails, or it is
/// closed. Nothing of the job was kept. Never a reason to bury a happening: wait and bring the same
/// again.
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  StoreUnavailable(Reason reason, String why, Throwable cause) {
    super(why, cause);
    this.reason = reason;
  }

  StoreUnavailable(Reason reason, String why) {
    super(why);
    this.reason = reason;
  }

  static StoreUnavailable closed() {
    return new StoreUnavailable(Reason.CLOSED, "The store is closed.");
  }

  public Reason reason() {
    return reason;
  }

  public enum Reason {
    /// The disk is full, or the quota is used up.
    FULL,
    /// Another process holds the database.
    BUSY,
    /// The disk or the file is failing.
    BROKEN,
    /// [Store#close] was called.
    CLOSED
  }
}
