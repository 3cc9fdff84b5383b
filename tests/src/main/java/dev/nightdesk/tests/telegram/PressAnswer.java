package dev.nightdesk.tests.telegram;

/// What a presser was told.
///
/// @param text empty when the button just stopped waiting
/// @param alert a window to close, not a passing line
public record PressAnswer(String text, boolean alert) {}
