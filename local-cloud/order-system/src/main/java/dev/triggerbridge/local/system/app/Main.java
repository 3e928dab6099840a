package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Entry of {@code run-local}. */
public final class Main {
  private static final int INTERRUPTED = 130;
  private static final int UNABLE = 2;
  private static final int CLEANUP_SECONDS = 30;

  private Main() {}

  /**
   * Runs, and ends the JVM with 0 if every invariant holds, 1 if one is broken and 2 if the run
   * could not be made. On Ctrl-C or SIGTERM everything started is stopped first.
   */
  public static void main(String[] arguments) {
    // Before the first client starts: answers wait for the client's delayed acknowledgement
    // without.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // The servers start side by side, and SLF4J would tell people which of them logged first.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    CountDownLatch done = new CountDownLatch(1);
    stopOnSignal(Thread.currentThread(), done);
    int status = UNABLE;
    try {
      status = run(arguments, System.out);
    } catch (UsageException e) {
      System.err.println("run-local: " + e.getMessage() + " (see ./run-local --help)");
    } catch (InterruptedException e) {
      status = INTERRUPTED;
    } catch (Exception e) {
      System.err.println("run-local: " + reason(e));
      if (Boolean.getBoolean("triggerbridge.debug")) {
        e.printStackTrace();
      }
    } finally {
      done.countDown();
    }
    System.exit(status);
  }

  private static int run(String[] arguments, PrintStream out) throws Exception {
    Path home = Path.of(System.getProperty("triggerbridge.home", ".")).toAbsolutePath().normalize();
    if (arguments.length > 0 && arguments[0].equals("deploy")) {
      if (Arrays.asList(arguments).contains("--help")) {
        out.print(help());
        return 0;
      }
      Deploy deploy = Deploy.parse(Arrays.copyOfRange(arguments, 1, arguments.length));
      deploy.execute(home, out);
      return 0;
    }
    Options options = Options.parse(arguments);
    if (options.help()) {
      out.print(help());
      return 0;
    }
    return new LocalRun(options, home, out).execute();
  }

  /** The work itself runs in the main thread, so a signal only interrupts it and waits. */
  private static void stopOnSignal(Thread main, CountDownLatch done) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (done.getCount() == 0) {
                    return;
                  }
                  main.interrupt();
                  try {
                    var unused = done.await(CLEANUP_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop-on-signal"));
  }

  private static String reason(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
      }
    }
    return text.toString();
  }

  private static String help() throws IOException {
    try (InputStream help = Main.class.getResourceAsStream("/help.txt")) {
      return new String(Objects.requireNonNull(help).readAllBytes(), UTF_8);
    }
  }
}
