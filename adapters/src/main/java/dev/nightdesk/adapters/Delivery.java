package dev.nightdesk.adapters;

import java.nio.file.Path;
import java.time.Duration;

/// What came of a [Posting]. Refusals by the outside world are values; an exception is a bug.
public sealed interface Delivery {
  /// It is shown there. For an edit also when it was shown already.
  record Shown(MessageRef at) implements Delivery {}

  /// Done, and there is nothing to refer to (a whisper, a typing sign).
  record Done() implements Delivery {}

  /// The file is at that path, whole.
  record Saved(Path file, long bytes) implements Delivery {}

  /// Too fast, or the platform is in trouble: nothing happened, ask again after that time.
  record Later(Duration after, String why) implements Delivery {}

  /// The message to edit is no more.
  record MessageGone(String why) implements Delivery {}

  /// Nothing can be said there any more (removed from the chat, blocked, thread deleted).
  record PlaceGone(String why) implements Delivery {}

  /// The place has another id now, or a thread was opened: ask again there.
  record Moved(Place to) implements Delivery {}

  /// It will never be taken in this form.
  record Refused(String why) implements Delivery {}

  /// The call was cut off: it may or may not have happened.
  record Unknown(String why) implements Delivery {}
}
