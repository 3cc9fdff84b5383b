package dev.nightdesk.gateway.web;

/// HTTP cannot be served; the message tells a person what to do.
public final class WebRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WebRefused(String words, Throwable cause) {
    super(words, cause);
  }
}
