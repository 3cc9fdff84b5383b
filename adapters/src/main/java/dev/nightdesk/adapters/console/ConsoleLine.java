package dev.nightdesk.adapters.console;

import java.util.regex.Pattern;

/// What a typed line asks of the console itself.
sealed interface ConsoleLine {
  /// `2`: the newest message that still has buttons. Plain words when there is none.
  record Digit(int button, String text) implements ConsoleLine {}

  /// `12.2`: button 2 of message 12. Plain words when there is no such message.
  record Press(int message, int button, String text) implements ConsoleLine {}

  /// `12> words`.
  record Reply(int message, Said said) implements ConsoleLine {}

  record Help() implements ConsoleLine {}

  /// What may be said with or without a message it replies to.
  sealed interface Said extends ConsoleLine {}

  record Words(String text) implements Said {}

  /// `:file <path> words`; a path with spaces stands in quotation marks.
  record WithFile(String path, String text) implements Said {}

  /// Begins like a word to the console, and is none.
  record NotKnown(String command) implements Said {}

  Pattern DIGIT = Pattern.compile("[1-9][0-9]?");
  Pattern PRESS = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,2})");
  Pattern REPLY = Pattern.compile("([0-9]{1,6})>\\s*+(.*)", Pattern.DOTALL);
  Pattern FILE = Pattern.compile(":file\\s++(?:\"([^\"]++)\"|(\\S++))\\s*+(.*)", Pattern.DOTALL);
  Pattern COMMAND = Pattern.compile("(:[a-z]++)(?:\\s.*)?", Pattern.DOTALL);

  static ConsoleLine read(String line) {
    var text = line.strip();
    if (DIGIT.matcher(text).matches()) {
      return new Digit(Integer.parseInt(text), text);
    }
    var press = PRESS.matcher(text);
    if (press.matches()) {
      return new Press(Integer.parseInt(press.group(1)), Integer.parseInt(press.group(2)), text);
    }
    var reply = REPLY.matcher(text);
    if (reply.matches()) {
      return new Reply(Integer.parseInt(reply.group(1)), said(reply.group(2).strip()));
    }
    return text.equals(":help") ? new Help() : said(text);
  }

  private static Said said(String text) {
    var file = FILE.matcher(text);
    if (file.matches()) {
      var path = file.group(1) != null ? file.group(1) : file.group(2);
      return new WithFile(path, file.group(3).strip());
    }
    var command = COMMAND.matcher(text);
    return command.matches() ? new NotKnown(command.group(1)) : new Words(text);
  }
}
