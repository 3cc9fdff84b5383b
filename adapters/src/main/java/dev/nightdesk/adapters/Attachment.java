package dev.nightdesk.adapters;

/// A file somebody sent along. Fetched by [Posting.Fetch], never by itself.
///
/// @param file the platform's handle
/// @param name as its sender called it: untrusted, may be empty, may hold path separators
/// @param bytes the size the platform announced, or -1
public record Attachment(String file, String name, String mediaType, long bytes) {
  /// Whether it was spoken into the client instead of typed. Clients name such files themselves;
  /// one that a person has named so is heard as well, which does no harm.
  public boolean isVoice() {
    return mediaType.startsWith("audio/")
        && (name.startsWith("voice") || name.startsWith("audio_message"));
  }
}
