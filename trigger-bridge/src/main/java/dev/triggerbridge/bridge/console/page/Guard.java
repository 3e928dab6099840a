package dev.triggerbridge.bridge.console.page;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Looks at a request's headers before anything is done for it. Thread-safe. */
final class Guard {
  static final String COOKIE = "trigger-bridge-console";

  /** A form or an image of another site cannot set it, and a script of one may not. */
  static final String WRITE_HEADER = "X-Requested-By";

  private static final String BEARER = "Bearer ";

  private final Access access;

  Guard(Access access) {
    this.access = access;
  }

  /**
   * Passes if the request may come from where it comes.
   *
   * @throws ProblemException if the console is off, or the Host header is another machine's
   */
  void place(Headers headers) throws ProblemException {
    String host = first(headers, "Host");
    switch (access) {
      case Access.Off off ->
          throw new ProblemException(new Problem(403, "", "", off.why(), "See docs/console.md"));
      case Access.Loopback loopback -> {
        if (!loopback.isOwnName(host)) {
          throw new ProblemException(
              new Problem(
                  403,
                  "Host",
                  host,
                  "is not this machine",
                  "Open http://127.0.0.1, or set http.console.token"));
        }
      }
      case Access.Token token -> {}
    }
  }

  /** Whether the person is known, by cookie or bearer token. */
  boolean isKnown(Headers headers) {
    if (!(access instanceof Access.Token(Sessions sessions))) {
      return true;
    }
    Optional<String> session = cookie(headers);
    if (session.isPresent() && sessions.isValid(session.get())) {
      return true;
    }
    String bearer = first(headers, "Authorization");
    return bearer.startsWith(BEARER)
        && !sessions.isUnderAttack()
        && sessions.isToken(bearer.substring(BEARER.length()));
  }

  /** The way in, where there is a token. */
  Optional<Sessions> sessions() {
    return access instanceof Access.Token(Sessions sessions)
        ? Optional.of(sessions)
        : Optional.empty();
  }

  /**
   * Passes if a change is asked for by our own page, or by a program.
   *
   * @throws ProblemException if it may be another site's doing
   */
  static void write(Headers headers) throws ProblemException {
    if (first(headers, WRITE_HEADER).isEmpty()) {
      throw new ProblemException(
          new Problem(403, WRITE_HEADER, "", "is missing", "Send " + WRITE_HEADER + ": console"));
    }
    if (!first(headers, "Content-Type").startsWith("application/json")) {
      throw new ProblemException(
          new Problem(
              415,
              "Content-Type",
              first(headers, "Content-Type"),
              "is not JSON",
              "Send application/json"));
    }
    String site = first(headers, "Sec-Fetch-Site");
    if (!site.isEmpty() && !site.equals("same-origin") && !site.equals("none")) {
      throw foreign("Sec-Fetch-Site", site);
    }
    String origin = first(headers, "Origin");
    if (!origin.isEmpty() && !isSame(origin, first(headers, "Host"))) {
      throw foreign("Origin", origin);
    }
  }

  private static ProblemException foreign(String header, String value) {
    return new ProblemException(
        new Problem(
            403, header, value, "is another site", "Use the console's own page, or no browser"));
  }

  private static boolean isSame(String origin, String host) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<String> cookie(Headers headers) {
    for (String line : headers.getOrDefault("Cookie", List.of())) {
      for (String pair : line.split(";", -1)) {
        String one = pair.strip();
        if (one.startsWith(COOKIE + "=")) {
          return Optional.of(one.substring(COOKIE.length() + 1));
        }
      }
    }
    return Optional.empty();
  }

  private static String first(Headers headers, String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }
}
