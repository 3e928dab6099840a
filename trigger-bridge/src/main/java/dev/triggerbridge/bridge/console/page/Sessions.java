package dev.triggerbridge.bridge.console.page;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who has shown the token. A session is its own end, signed with the token: nothing is kept, every
 * replica knows it, and another token ends it. Comparisons take the same time whatever they find.
 * Thread-safe.
 */
final class Sessions {
  static final Duration LIFE = Duration.ofHours(12);

  /** More wrong tokens within {@link #WINDOW} are not even looked at. */
  static final int MOST_FAILURES = 10;

  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final String PURPOSE = "trigger-bridge console until ";

  private final byte[] token;
  private final InstantSource clock;
  private final Deque<Instant> failures = new ArrayDeque<>();

  /** Of a token's digest. */
  Sessions(byte[] token, InstantSource clock) {
    this.token = token.clone();
    this.clock = clock;
  }

  /** Whether this is the token; counts one that is not. */
  synchronized boolean isToken(String shown) {
    boolean same = MessageDigest.isEqual(token, Access.digest(shown));
    if (!same) {
      failures.addLast(clock.instant());
    }
    return same;
  }

  /** Whether somebody is guessing. */
  synchronized boolean isUnderAttack() {
    Instant from = clock.instant().minus(WINDOW);
    while (!failures.isEmpty() && failures.getFirst().isBefore(from)) {
      failures.removeFirst();
    }
    return failures.size() >= MOST_FAILURES;
  }

  /** A new session. */
  String begin() {
    long end = clock.instant().plus(LIFE).getEpochSecond();
    return end + "." + signature(end);
  }

  /** Whether this is a session that has not ended. */
  boolean isValid(String session) {
    int dot = session.indexOf('.');
    if (dot < 1 || dot > 12 || !session.substring(0, dot).chars().allMatch(Character::isDigit)) {
      return false;
    }
    long end = Long.parseLong(session.substring(0, dot));
    return MessageDigest.isEqual(
            signature(end).getBytes(StandardCharsets.US_ASCII),
            session.substring(dot + 1).getBytes(StandardCharsets.UTF_8))
        && clock.instant().getEpochSecond() < end;
  }

  private String signature(long end) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token, "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal((PURPOSE + end).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
