package dev.nightdesk.gateway.desk;

import java.util.UUID;

/// Where new names come from.
public interface Ids {
  UUID next();

  /// A button's token: 128 bits that nobody can guess, the same for the same meaning.
  String token(String meaning);

  /// A pairing code of [Pairing#CODE_LENGTH] characters that are easy to tell apart.
  String code();
}
