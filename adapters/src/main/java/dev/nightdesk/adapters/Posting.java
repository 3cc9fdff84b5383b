package dev.nightdesk.adapters;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One call outward.
public sealed interface Posting {
  Place at();

  /// A new message showing a card.
  ///
  /// @param silent false makes the phone ring
  /// @param replyTo the message it answers, where the channel can show that
  record Create(Place at, Card card, Nonce nonce, boolean silent, @Nullable MessageRef replyTo)
      implements Posting {}

  /// Makes a message show this revision of its card.
  record Edit(MessageRef message, Card card) implements Posting {
    @Override
    public Place at() {
      return message.place();
    }
  }

  /// A file.
  ///
  /// @param name shown to people, safe as a file name
  /// @param caption one line of literal text, may be empty
  record Upload(
      Place at,
      Path file,
      String name,
      String caption,
      Nonce nonce,
      boolean silent,
      @Nullable MessageRef replyTo)
      implements Posting {}

  /// A thread for a session where the place can have one; answered by [Delivery.Moved] with the
  /// thread's place, or [Delivery.Refused] where it cannot.
  record OpenThread(Place at, String title, Nonce nonce) implements Posting {}

  /// Answers a button press so that, as far as the channel can, only the presser sees it. Empty
  /// text just ends the button's waiting.
  record Whisper(Place at, String press, String text) implements Posting {}

  /// Shows "is typing…" for a few seconds.
  record Typing(Place at) implements Posting {}

  /// Brings a person's file here; answered by [Delivery.Saved].
  ///
  /// @param into the file to write; its directory exists, it does not
  record Fetch(Place at, Attachment attachment, Path into) implements Posting {}
}
