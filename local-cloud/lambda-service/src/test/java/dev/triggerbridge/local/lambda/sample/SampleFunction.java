package dev.triggerbridge.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs in processes of the service under test. The event is a JSON string {@code "verb argument"};
 * the environment variable INIT has a verb for the init.
 */
public final class SampleFunction implements RequestStreamHandler {
  private static final List<byte[]> RETAINED = new ArrayList<>();

  /** Does what INIT says. */
  public SampleFunction() throws IOException {
    String init = Objects.requireNonNullElse(System.getenv("INIT"), "none");
    if (init.equals("throw")) {
      throw new IllegalStateException("no init today");
    }
    if (init.startsWith("slow-once ")) {
      Path marker = Path.of(init.substring("slow-once ".length()));
      if (!Files.exists(marker)) {
        Files.createFile(marker);
        pause(60_000);
      }
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    String[] words = event.replace("\"", "").split(" ", 2);
    String argument = words.length > 1 ? words[1] : "";
    String answer =
        switch (words[0]) {
          case "pid" -> Long.toString(ProcessHandle.current().pid());
          case "throw" -> throw new IllegalArgumentException(argument);
          case "exit" -> exit(Integer.parseInt(argument));
          case "sleep" -> pause(Long.parseLong(argument));
          case "hang" -> {
            Files.createFile(Path.of(argument));
            yield pause(60_000);
          }
          case "until" -> {
            while (!Files.exists(Path.of(argument))) {
              pause(20);
            }
            yield "null";
          }
          case "burn" -> burn();
          case "exhaust" -> exhaust();
          case "print" -> print(argument);
          case "env" -> quote(Objects.requireNonNullElse(System.getenv(argument), "unset"));
          case "context" ->
              quote(
                  context.getAwsRequestId()
                      + " "
                      + context.getInvokedFunctionArn()
                      + " "
                      + (context.getRemainingTimeInMillis() > 0));
          case "large" -> {
            byte[] bytes = new byte[Integer.parseInt(argument)];
            Arrays.fill(bytes, (byte) 'x');
            bytes[0] = '"';
            bytes[bytes.length - 1] = '"';
            yield new String(bytes, StandardCharsets.US_ASCII);
          }
          default -> event;
        };
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String quote(String text) {
    return "\"" + text + "\"";
  }

  private static String print(String argument) {
    System.out.println("printed " + argument);
    return "null";
  }

  private static String exit(int code) {
    Runtime.getRuntime().halt(code);
    return "null";
  }

  private static String exhaust() {
    while (true) {
      RETAINED.add(new byte[10_000_000]);
    }
  }

  private static String burn() {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (true) {
                Thread.onSpinWait();
              }
            });
    return Long.toString(ProcessHandle.current().pid());
  }

  private static String pause(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return "null";
  }
}
