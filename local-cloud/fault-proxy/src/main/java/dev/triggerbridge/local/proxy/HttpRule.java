package dev.triggerbridge.local.proxy;

/** Decides what becomes of a request. Called from many threads at the same time; must not block. */
public interface HttpRule {
  /** Forwards everything. */
  HttpRule NONE = request -> new Fate.Forward();

  /** What becomes of this request. */
  Fate decide(HttpRequest request);

  /** What can become of a request. */
  sealed interface Fate {
    /** The server answers it. */
    record Forward() implements Fate {}

    /** The server never sees it; the client gets this answer. */
    record Answer(int status, String contentType, String body) implements Fate {}

    /** The server does what it is asked, and the client finds the connection closed. */
    record LoseAnswer() implements Fate {}
  }
}
