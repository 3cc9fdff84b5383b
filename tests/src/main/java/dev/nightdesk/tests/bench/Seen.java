package dev.nightdesk.tests.bench;

import java.util.List;

/// A message as a person sees it, whatever the channel.
///
/// @param place where answers to it go, in the channel's own words
/// @param id of the message, which may mean something in its place only
/// @param edits how often it was changed since
record Seen(String place, String id, String text, List<String> labels, int edits) {}
