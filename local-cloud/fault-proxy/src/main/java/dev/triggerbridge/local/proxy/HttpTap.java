package dev.triggerbridge.local.proxy;

/** Sees what passes through a proxy. Called from many threads at the same time; must be quick. */
public interface HttpTap {
  /** Sees nothing. */
  HttpTap NONE =
      new HttpTap() {
        @Override
        public void asked(long number, HttpRequest request) {}

        @Override
        public void answered(long number, HttpRequest request, int status, byte[] body) {}
      };

  /**
   * A request is about to be forwarded.
   *
   * @param number unique in this JVM
   */
  void asked(long number, HttpRequest request);

  /** The server has answered; the client may or may not get to know. */
  void answered(long number, HttpRequest request, int status, byte[] body);
}
