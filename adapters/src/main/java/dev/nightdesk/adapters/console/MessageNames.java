package dev.nightdesk.adapters.console;

import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;

/// How one process names what it printed and what it heard.
///
/// @param run a word that no other process of this home uses
record MessageNames(String run) {
  private static final Place PLACE = Place.chat(ConsoleAdapter.ID, "main");

  MessageRef printed(int number) {
    return new MessageRef(PLACE, run + "-" + number);
  }

  /// The number it was printed under; -1 when another process printed it.
  int numberOf(MessageRef message) {
    var name = message.message();
    var number = name.startsWith(run + "-") ? name.substring(run.length() + 1) : "";
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : -1;
  }

  String happening(int count) {
    return run + "-" + count;
  }

  MessageRef heard(String happening) {
    return new MessageRef(PLACE, "in-" + happening);
  }
}
