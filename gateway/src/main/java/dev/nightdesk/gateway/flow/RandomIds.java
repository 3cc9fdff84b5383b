package dev.nightdesk.gateway.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightdesk.gateway.desk.Ids;
import dev.nightdesk.gateway.desk.Pairing;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names that nobody can guess. Safe for any thread when its source is (SecureRandom is).
public final class RandomIds implements Ids {
  /// Without the characters people take for one another: 0 and O, 1 and I and L.
  static final String CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  /// 128 bits, which make 22 characters of base64.
  private static final int TOKEN_BYTES = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private final RandomGenerator random;
  private final SecretKeySpec key;

  /// @param buttonKey the database's own key, so that a token holds over restarts
  public RandomIds(RandomGenerator random, byte[] buttonKey) {
    this.random = random;
    this.key = new SecretKeySpec(buttonKey, ALGORITHM);
  }

  @Override
  public UUID next() {
    long high = random.nextLong();
    long low = random.nextLong();
    // Version 4 and the usual variant: the agent takes its session id only in that form.
    return new UUID((high & ~0xF000L) | 0x4000L, (low & (-1L >>> 2)) | Long.MIN_VALUE);
  }

  @Override
  public String token(String meaning) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] sum = mac.doFinal(meaning.getBytes(UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(sum, TOKEN_BYTES));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String code() {
    return IntStream.range(0, Pairing.CODE_LENGTH)
        .map(_ -> CODE_ALPHABET.charAt(random.nextInt(CODE_ALPHABET.length())))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
