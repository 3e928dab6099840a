package dev.triggerbridge.bridge.console.page;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who may use the console. Thread-safe. */
public sealed interface Access {
  /**
   * Decides once, at the start.
   *
   * @param host the address that is listened on
   * @param enabled whether anybody wants a console
   * @param token what a person has to know; empty for none, which only loopback allows. Not kept
   */
  static Access of(String host, boolean enabled, Optional<char[]> token, InstantSource clock) {
    if (!enabled) {
      return new Off("The console is off: http.console.enabled is false.");
    }
    if (token.isPresent()) {
      return new Token(new Sessions(digest(new String(token.get())), clock));
    }
    return isLoopback(host)
        ? new Loopback()
        : new Off(
            "The console is off: http.host = "
                + host
                + " is not loopback, and there is no token. Set http.console.token, or listen on"
                + " 127.0.0.1.");
  }

  private static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** So that what is compared always has the same length. */
  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Nobody.
   *
   * @param why for people, with the remedy
   */
  record Off(String why) implements Access {}

  /** Everybody on this machine who says that they talk to this machine. */
  record Loopback() implements Access {
    /**
     * Whether the request names this machine. A page elsewhere that makes its own name point here
     * (DNS rebinding) still sends that name.
     */
    boolean isOwnName(String hostHeader) {
      String name = hostHeader.toLowerCase(Locale.ROOT).replaceAll(":\\d{1,5}$", "");
      return name.equals("localhost")
          || name.equals("[::1]")
          || name.matches("127(\\.\\d{1,3}){3}");
    }
  }

  /** Those who know the token. */
  record Token(Sessions sessions) implements Access {}
}
