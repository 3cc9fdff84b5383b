package dev.nightdesk.tests.channels;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import okio.ByteString;

/// One person's client, with their conversation with the bot open: the chat and, where there are
/// any, the threads in it. Acts return at once; what they lead to is awaited. Safe for any thread.
public interface Phone {
  /// Says something to the bot, as people do in that chat.
  void say(String text);

  /// Answers a message: in its thread, where the channel has threads.
  void reply(ShownThere to, String text);

  /// Presses a button that is there now.
  void press(ShownThere message, String label);

  /// Chooses one of several things, or takes the choice back. The others stay as they are.
  void pick(ShownThere message, String label);

  /// Presses a button that asks for words, and gives them: in a form that opens, or as a reply to
  /// the question for them.
  void fill(ShownThere message, String label, String words);

  /// Passes on what somebody else said, where the bot would listen to the person themselves.
  void forward(String words);

  /// Sends a file, with a line said to the bot.
  void sendFile(String name, ByteString bytes, String words);

  /// The bot's messages that everybody sees there now, in the order they came.
  List<ShownThere> fromBot();

  /// Waits for the first of the bot's messages that is as wanted, also of those that only this
  /// person sees.
  ///
  /// @throws AssertionError when patience ends, with what the conversation holds
  ShownThere await(String what, Duration patience, Predicate<ShownThere> wanted);

  /// Waits until the person was told this after a press, for their eyes alone.
  void awaitTold(String words);

  /// Whether a message can come here without a sound.
  boolean canBeQuiet();

  /// Whether a press that nobody listens to is kept until somebody does.
  boolean keepsPresses();
}
