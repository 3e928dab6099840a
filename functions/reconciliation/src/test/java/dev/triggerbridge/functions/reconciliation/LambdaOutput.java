package dev.triggerbridge.functions.reconciliation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.triggerbridge.functions.testing.TestLambdaContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an invocation writes, by its two ways: with logs in JSON Lambda wraps the logger's lines and
 * leaves those of standard output as they are.
 */
final class LambdaOutput implements AutoCloseable {
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream standard = new ByteArrayOutputStream();
  private final List<String> logged = new ArrayList<>();

  LambdaOutput() {
    System.setOut(new PrintStream(standard, true, StandardCharsets.UTF_8));
  }

  Context context() {
    Context plain = new TestLambdaContext(() -> 60_000);
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            logged.add(message);
          }

          @Override
          public void log(byte[] message) {
            log(new String(message, StandardCharsets.UTF_8));
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                method.getName().equals("getLogger") ? logger : method.invoke(plain, arguments));
  }

  List<String> standardLines() {
    return standard.toString(StandardCharsets.UTF_8).lines().toList();
  }

  List<String> loggedLines() {
    return logged;
  }

  @Override
  public void close() {
    System.setOut(before);
  }
}
