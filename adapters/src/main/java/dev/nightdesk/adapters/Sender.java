package dev.nightdesk.adapters;

/// Who the platform says sent something. Only `user` identifies (the platform's numeric or opaque
/// id); `displayName` is for showing and is under its owner's control: never decide by it.
public record Sender(ChannelId channel, String user, String displayName) {}
