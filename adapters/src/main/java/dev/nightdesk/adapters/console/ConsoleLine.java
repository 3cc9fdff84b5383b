package dev.nightdesk.adapters.console;

import java.util.regex.Pattern;

/// What a typed line asks of the console itself.
sealed interface ConsoleLine {
  /// `2`: the newest message that still has buttons. Plain words when there is none.
  record Digit(int button, String text) implements ConsoleLine {}

  /// `12.2`: button 2 of message 12.
  record Press(int message, int button) implements ConsoleLine {}

  /// `12> words`.
  record Reply(int message, String text) implements ConsoleLine {}

  /// `:file <path> words`.
  record WithFile(String path, String text) implements ConsoleLine {}

  record Help() implements ConsoleLine {}

  record Words(String text) implements ConsoleLine {}

  Pattern DIGIT = Pattern.compile("[1-9]\\d?");
  Pattern PRESS = Pattern.compile("(\\d{1,6})\\.(\\d{1,2})");
  Pattern REPLY = Pattern.compile("(\\d{1,6})>\\s*(.*)", Pattern.DOTALL);
  Pattern FILE = Pattern.compile(":file\\s+(\\S+)\\s*(.*)", Pattern.DOTALL);

  static ConsoleLine read(String line) {
    String text = line.strip();
    if (text.equals(":help")) {
      return new Help();
    }
    if (DIGIT.matcher(text).matches()) {
      return new Digit(Integer.parseInt(text), text);
    }
    var press = PRESS.matcher(text);
    if (press.matches()) {
      return new Press(Integer.parseInt(press.group(1)), Integer.parseInt(press.group(2)));
    }
    var reply = REPLY.matcher(text);
    if (reply.matches()) {
      return new Reply(Integer.parseInt(reply.group(1)), reply.group(2).strip());
    }
    var file = FILE.matcher(text);
    if (file.matches()) {
      return new WithFile(file.group(1), file.group(2).strip());
    }
    return new Words(text);
  }
}
