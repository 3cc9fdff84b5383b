package dev.nightdesk.adapters;

/// The mood of a card, for channels that can show it (a colour bar, a button style). The words of a
/// card never depend on it.
public enum Tone {
  PLAIN,
  QUEUED,
  WORKING,
  NEEDS_INPUT,
  GOOD,
  BAD,
  STOPPED
}
