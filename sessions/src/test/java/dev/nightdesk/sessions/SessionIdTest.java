package dev.nightdesk.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionIdTest {
  @Test
  void peopleSeeItsFirstEightCharacters() {
    var id = new SessionId(UUID.fromString("7c5dcf5d-0000-4000-8000-000000000001"));

    assertThat(id.shortId()).isEqualTo("7c5dcf5d");
    assertThat(id.toString()).startsWith(id.shortId()).hasSize(36);
  }
}
