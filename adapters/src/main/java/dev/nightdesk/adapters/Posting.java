package dev.nightdesk.adapters;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call outward.
public sealed interface Posting {
  Place at();

  /// A new message showing a card.
  ///
  /// @param silent false makes the phone ring
  /// @param replyTo the message it answers, where the channel can show that
  /// @param ring whom it is for, as the channel's user ids, when it is not silent: in a group they
  ///   are named where that is what makes their phones ring
  /// @param again whether it may stand there already, as an earlier try was cut off: a channel that
  ///   can look for its nonce does so first
  record Create(
      Place at,
      Card card,
      Nonce nonce,
      boolean silent,
      @Nullable MessageRef replyTo,
      Set<String> ring,
      boolean again)
      implements Posting {
    public Create {
      ring = Set.copyOf(ring);
    }

    /// For nobody in particular, and for the first time.
    public Create(Place at, Card card, Nonce nonce, boolean silent, @Nullable MessageRef replyTo) {
      this(at, card, nonce, silent, replyTo, Set.of(), false);
    }
  }

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
  ///
  /// @param under the message it hangs under, where threads do ([Traits.Threads#UNDER_CARDS]):
  ///   asked for twice it is the same thread
  record OpenThread(Place at, @Nullable MessageRef under, String title, Nonce nonce)
      implements Posting {}

  /// Answers a button press, or words, so that, as far as the channel can, only that person sees
  /// it. Empty text just ends the button's waiting.
  ///
  /// @param to [Inbound.Pressed#press] or [Inbound.Said#whisper]
  record Whisper(Place at, String to, String text) implements Posting {}

  /// Puts a small sign on a person's message: it was taken. Harmless twice.
  record Receipt(MessageRef message) implements Posting {
    @Override
    public Place at() {
      return message.place();
    }
  }

  /// Shows that somebody is at work there, for a few seconds.
  record Typing(Place at) implements Posting {}

  /// Brings a person's file here; answered by [Delivery.Saved].
  ///
  /// @param into the file to write; its directory exists, it does not
  record Fetch(Place at, Attachment attachment, Path into) implements Posting {}
}
