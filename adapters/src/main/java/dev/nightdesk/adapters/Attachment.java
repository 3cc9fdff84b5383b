package dev.nightdesk.adapters;

/// A file somebody sent along. Fetched by [Posting.Fetch], never by itself.
///
/// @param file the platform's handle
/// @param name as its sender called it: untrusted, may be empty, may hold path separators
/// @param bytes the size the platform announced, or -1
public record Attachment(String file, String name, String mediaType, long bytes) {}
