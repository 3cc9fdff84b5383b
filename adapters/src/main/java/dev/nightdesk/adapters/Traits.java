package dev.nightdesk.adapters;

/// What a channel can do. The gateway asks here instead of knowing channels.
///
/// @param maxText characters (UTF-16 units, after formatting) of one message
/// @param maxButtons buttons of one card
/// @param maxUploadBytes of one file sent by us
/// @param maxDownloadBytes of one file sent by a person
/// @param threads whether [Posting.OpenThread] can work in some chats
/// @param silent whether a message can be sent without a sound
/// @param safeCreates whether a create with the same nonce may be repeated without a twin
/// @param pointsToFiles whether people are only told where a file of [Posting.Upload] lies, so that
///   it has to stay there
/// @param rate seeds for our own pacing
public record Traits(
    int maxText,
    int maxButtons,
    long maxUploadBytes,
    long maxDownloadBytes,
    boolean threads,
    boolean silent,
    boolean safeCreates,
    boolean pointsToFiles,
    Rate rate) {}
