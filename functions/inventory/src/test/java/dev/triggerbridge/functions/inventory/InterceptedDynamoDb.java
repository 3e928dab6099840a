package dev.triggerbridge.functions.inventory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * A real client with something happening just before some of its calls: another delivery, or a
 * cancellation that DynamoDB Local does not produce by itself.
 */
final class InterceptedDynamoDb {
  private final Map<String, Deque<Runnable>> before = new HashMap<>();

  /** Runs this before the next call of that operation that has nothing planned yet. */
  InterceptedDynamoDb before(String operation, Runnable action) {
    before.computeIfAbsent(operation, key -> new ArrayDeque<>()).add(action);
    return this;
  }

  /** Lets the next call of that operation be cancelled, with a reason for each item. */
  InterceptedDynamoDb cancel(String operation, String... reasons) {
    return before(
        operation,
        () -> {
          throw TransactionCanceledException.builder()
              .message("cancelled by the test")
              .statusCode(400)
              .cancellationReasons(
                  Arrays.stream(reasons)
                      .map(code -> CancellationReason.builder().code(code).build())
                      .toList())
              .build();
        });
  }

  DynamoDbClient over(DynamoDbClient real) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              Deque<Runnable> planned = before.get(method.getName());
              Runnable action = planned == null ? null : planned.poll();
              if (action != null) {
                action.run();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  /** Whether everything planned has happened: a test that never hit its target proves nothing. */
  boolean exhausted() {
    return before.values().stream().allMatch(Deque::isEmpty);
  }
}
