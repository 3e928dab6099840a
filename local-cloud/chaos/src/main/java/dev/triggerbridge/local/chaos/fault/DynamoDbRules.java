package dev.triggerbridge.local.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.triggerbridge.local.proxy.HttpRequest;
import dev.triggerbridge.local.proxy.HttpRule;
import dev.triggerbridge.local.proxy.HttpRule.Fate;
import java.util.List;
import java.util.Set;

/**
 * What DynamoDB answers in trouble; types and texts as its API reference has them (Common errors,
 * TransactWriteItems).
 */
final class DynamoDbRules {
  private static final String JSON = "application/x-amz-json-1.0";
  private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";
  private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem");
  private static final String TRANSACTION = "TransactWriteItems";

  private DynamoDbRules() {}

  /** Throttles a share of all requests, in both of its ways. */
  static HttpRule throttled(Chance chance) {
    List<Fate> answers =
        List.of(
            error(
                TYPE + "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded."),
            error("com.amazon.coral.availability#ThrottlingException", "Rate exceeded"));
    return request ->
        chance.strikes() ? answers.get(chance.below(answers.size())) : new Fate.Forward();
  }

  /** Lets a share of the writes lose to a transaction that nobody else sees. */
  static HttpRule conflicts(Chance chance) {
    return request -> {
      String operation = operation(request);
      if (!WRITES.contains(operation) && !operation.equals(TRANSACTION) || !chance.strikes()) {
        return new Fate.Forward();
      }
      return operation.equals(TRANSACTION)
          ? cancelled(request)
          : error(TYPE + "TransactionConflictException", "Transaction is ongoing for the item");
    };
  }

  /** Lets a share of the writes happen and loses the answer. */
  static HttpRule answersLost(Chance chance) {
    return request -> {
      String operation = operation(request);
      return (WRITES.contains(operation) || operation.equals(TRANSACTION)) && chance.strikes()
          ? new Fate.LoseAnswer()
          : new Fate.Forward();
    };
  }

  private static Fate cancelled(HttpRequest request) {
    int items =
        JsonParser.parseString(new String(request.body(), UTF_8))
            .getAsJsonObject()
            .getAsJsonArray("TransactItems")
            .size();
    JsonArray reasons = new JsonArray();
    for (int i = 0; i < items; i++) {
      JsonObject reason = new JsonObject();
      reason.addProperty("Code", i == 0 ? "TransactionConflict" : "None");
      if (i == 0) {
        reason.addProperty("Message", "Transaction is ongoing for the item");
      }
      reasons.add(reason);
    }
    JsonObject body = new JsonObject();
    body.addProperty("__type", TYPE + "TransactionCanceledException");
    body.addProperty("Message", "Transaction cancelled, please refer cancellation reasons");
    body.add("CancellationReasons", reasons);
    return new Fate.Answer(400, JSON, body.toString());
  }

  private static Fate error(String type, String message) {
    JsonObject body = new JsonObject();
    body.addProperty("__type", type);
    body.addProperty("message", message);
    return new Fate.Answer(400, JSON, body.toString());
  }

  private static String operation(HttpRequest request) {
    String target = request.header("x-amz-target");
    return target == null ? "" : target.substring(target.indexOf('.') + 1);
  }
}
