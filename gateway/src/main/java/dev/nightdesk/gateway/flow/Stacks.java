package dev.nightdesk.gateway.flow;

import java.io.PrintWriter;
import java.io.StringWriter;

/// An exception as the text kept with a dead letter.
final class Stacks {
  private Stacks() {}

  static String text(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
