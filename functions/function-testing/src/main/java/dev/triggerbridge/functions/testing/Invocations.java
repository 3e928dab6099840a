package dev.triggerbridge.functions.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.triggerbridge.functions.support.NatsFunctions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.cloud.function.adapter.aws.FunctionInvoker;

/** Invokes functions the two ways they can be deployed. */
public final class Invocations {
  private static final String MAIN_CLASS = "MAIN_CLASS";

  private Invocations() {}

  /** Through a handler, with 30 s left. */
  public static BatchResponse invoke(RequestStreamHandler handler, BatchRequest request) {
    return BatchResponse.parse(
        invoke(handler, request.bytes(), new TestLambdaContext(() -> 30_000)));
  }

  /** Through a handler, raw. */
  public static byte[] invoke(
      RequestStreamHandler handler, byte[] request, TestLambdaContext context) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(request), response, context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.toByteArray();
  }

  /**
   * Spring Cloud Function's own invoker over the same functions. It finds its start class in a
   * system property, so tests that call this must not run in parallel in one process.
   */
  public static RequestStreamHandler springInvoker(Class<? extends NatsFunctions> functions) {
    String before = System.getProperty(MAIN_CLASS);
    System.setProperty(MAIN_CLASS, functions.getName());
    try {
      return new FunctionInvoker(NatsFunctions.NATS_BATCH);
    } finally {
      if (before == null) {
        System.clearProperty(MAIN_CLASS);
      } else {
        System.setProperty(MAIN_CLASS, before);
      }
    }
  }
}
