package dev.nightdesk.gateway.web;

import dev.nightdesk.adapters.Secret;

/// What the program's other verbs ask of the running gateway, for the home's owner alone. Answers
/// are lines for people.
public interface Control {
  /// What a caller must bring; only the home's owner can read it.
  Secret token();

  /// Who may do what.
  String people() throws InterruptedException;

  /// What was put aside.
  String dead() throws InterruptedException;

  /// Tries one of those again.
  String retry(long number) throws InterruptedException;

  /// Throws one of those away.
  String drop(long number) throws InterruptedException;
}
