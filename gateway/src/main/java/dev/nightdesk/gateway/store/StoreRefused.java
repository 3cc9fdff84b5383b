package dev.nightdesk.gateway.store;

/// The database cannot be opened until a person acts; the message tells them what to do.
public final class StoreRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreRefused(String words) {
    super(words);
  }

  StoreRefused(String words, Throwable cause) {
    super(words, cause);
  }
}
