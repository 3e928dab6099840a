package dev.triggerbridge.local.chaos.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.local.chaos.result.ReliabilityPage;
import dev.triggerbridge.local.chaos.result.ResultFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Entry of {@code run-local chaos}. */
public final class ChaosMain {
  private static final int INTERRUPTED = 130;
  private static final int UNABLE = 2;
  private static final int CLEANUP_SECONDS = 30;

  private ChaosMain() {}

  /**
   * Runs, and ends the JVM with 0 if no run broke an invariant, 1 if one did and 2 if runs could
   * not be made. On Ctrl-C or SIGTERM everything started is stopped first.
   */
  public static void main(String[] arguments) {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    CountDownLatch done = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, done), "stop-on-signal"));
    int status = UNABLE;
    try {
      status = run(arguments, System.out);
    } catch (IllegalArgumentException e) {
      System.err.println("run-local chaos: " + e.getMessage() + " (see ./run-local chaos --help)");
    } catch (InterruptedException e) {
      status = INTERRUPTED;
    } catch (Exception e) {
      System.err.println("run-local chaos: " + e);
      e.printStackTrace();
    } finally {
      done.countDown();
    }
    System.exit(status);
  }

  static int run(String[] arguments, PrintStream out) throws Exception {
    ChaosOptions options = ChaosOptions.parse(arguments);
    if (options.help()) {
      out.print(help());
      return 0;
    }
    if (options.summary().isPresent()) {
      ResultFile results = new ResultFile(options.results().orElseThrow());
      Files.writeString(options.summary().get(), ReliabilityPage.of(results.read()));
      return 0;
    }
    Path home = Path.of(System.getProperty("triggerbridge.home", "."));
    return new Series(options, home.toAbsolutePath().normalize(), out).execute();
  }

  private static void stop(Thread main, CountDownLatch done) {
    if (done.getCount() == 0) {
      return;
    }
    main.interrupt();
    try {
      var unused = done.await(CLEANUP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String help() throws IOException {
    try (InputStream help = ChaosMain.class.getResourceAsStream("/chaos-help.txt")) {
      return new String(Objects.requireNonNull(help).readAllBytes(), UTF_8);
    }
  }
}
