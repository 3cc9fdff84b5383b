package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Real lines, spoilt at random: reading them never throws.
class MutationTest {
  private static final int ROUNDS = 10_000;
  private static final long SEED = Long.getLong("nightdesk.seed", 20261121L);
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999",
          "99999999999999999999",
          "\"\"",
          "[]",
          "{}",
          "[[[[1]]]]",
          "\"\\ud800\"");

  @Test
  void noLineIsTooStrange() throws IOException {
    var random = new Random(SEED);
    List<String> lines = realLines();
    for (int round = 0; round < ROUNDS; round++) {
      String line = mutate(lines.get(random.nextInt(lines.size())), lines, random);
      assertThatCode(() -> Decoding.events(line))
          .as("seed %s, round %s: %s", SEED, round, line)
          .doesNotThrowAnyException();
    }
  }

  private static String mutate(String line, List<String> lines, Random random) {
    String mutated = line;
    for (int change = random.nextInt(4); change >= 0; change--) {
      mutated = changeOnce(mutated, lines, random);
    }
    return mutated;
  }

  private static String changeOnce(String line, List<String> lines, Random random) {
    if (line.length() < 2) {
      return lines.get(random.nextInt(lines.size()));
    }
    int at = random.nextInt(line.length());
    int to = at + random.nextInt(line.length() - at);
    return switch (random.nextInt(6)) {
      case 0 -> line.substring(0, at);
      case 1 -> line.substring(0, at) + line.substring(to);
      case 2 -> line.substring(0, at) + (char) random.nextInt(0x10000) + line.substring(at);
      case 3 -> line.substring(0, to) + line.substring(at);
      case 4 -> swapValue(line, at, random);
      default -> {
        String other = lines.get(random.nextInt(lines.size()));
        yield line.substring(0, at) + other.substring(random.nextInt(other.length()));
      }
    };
  }

  /// Puts another value behind the next colon: the JSON often stays whole and says something odd.
  private static String swapValue(String line, int from, Random random) {
    int colon = line.indexOf("\":", from);
    if (colon < 0) {
      return line;
    }
    int end = colon + 2;
    while (end < line.length() && ",}".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    return line.substring(0, colon + 2)
        + VALUES.get(random.nextInt(VALUES.size()))
        + line.substring(end);
  }

  private static List<String> realLines() throws IOException {
    try (var in = MutationTest.class.getResourceAsStream("lines.jsonl")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
