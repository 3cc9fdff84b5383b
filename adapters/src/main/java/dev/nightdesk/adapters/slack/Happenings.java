package dev.nightdesk.adapters.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.slack.Happening.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names what Slack tells, so that it has the same name when it comes again. Pure.
final class Happenings {
  /// Enough that no two payloads share a name by chance.
  private static final int DIGEST_BYTES = 12;

  private Happenings() {}

  static Happening of(Kind kind, JsonNode payload) {
    return new Happening(kind, digest(payload.toString()), payload);
  }

  /// A name made of the content: two envelopes around the same payload have the same.
  static String digest(String raw) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(raw.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
