package dev.nightdesk.gateway.desk;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Names that count up, so that a test says the same thing every time.
final class SequentialIds implements Ids {
  private int names;
  private int codes;

  @Override
  public UUID next() {
    names++;
    // The first eight characters are what people see: they must differ.
    return new UUID(((long) names << 32) | 0x4000L, Long.MIN_VALUE | names);
  }

  @Override
  public String token(String meaning) {
    var name = UUID.nameUUIDFromBytes(meaning.getBytes(StandardCharsets.UTF_8));
    return name.toString().replace("-", "");
  }

  @Override
  public String code() {
    codes++;
    return "CODE%02d".formatted(codes);
  }
}
