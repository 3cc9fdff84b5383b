package dev.nightdesk.adapters;

import java.util.Set;

/// What a channel can do. The gateway asks here instead of knowing channels.
///
/// @param maxText characters (UTF-16 units, after formatting) of one message
/// @param maxButtons buttons of one card
/// @param maxUploadBytes of one file sent by us
/// @param maxDownloadBytes of one file sent by a person
/// @param threads where a session can have a thread of its own
/// @param features what else it can do
/// @param rate seeds for our own pacing
public record Traits(
    int maxText,
    int maxButtons,
    long maxUploadBytes,
    long maxDownloadBytes,
    Threads threads,
    Set<Feature> features,
    Rate rate) {
  public Traits {
    features = Set.copyOf(features);
  }

  public boolean can(Feature feature) {
    return features.contains(feature);
  }

  /// How a session gets a thread ([Posting.OpenThread]).
  public enum Threads {
    /// It does not.
    NONE,
    /// Some groups have topics, which stand beside each other: a session's cards are all in its
    /// own.
    TOPICS,
    /// A thread hangs under a message: a session's live card stays where it was asked for, and the
    /// rest is said under it.
    UNDER_CARDS
  }

  /// What not every channel can do.
  public enum Feature {
    /// A message can be sent without a sound.
    SILENT,
    /// A create with the same nonce may be repeated within some minutes without a twin.
    SAFE_CREATES,
    /// People are only told where a file of [Posting.Upload] lies, so that it has to stay there.
    POINTS_TO_FILES,
    /// The answer to a press passes by and leaves nothing behind: it may also say that all is well.
    TOASTS,
    /// A sign can be put on a person's message ([Posting.Receipt]).
    RECEIPTS,
    /// What was said while nobody listened is read afterwards, from the messages on that
    /// [Door#unread] names.
    CATCHES_UP
  }
}
