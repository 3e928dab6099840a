package dev.triggerbridge.functions.reconciliation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.stripe.exception.StripeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The scheduled function. Whatever the event is, it compares once, logs a line per difference and a
 * CloudWatch metric with their number, and answers with both. Differences are no error: an error is
 * that it could not compare.
 */
public final class ReconciliationHandler implements RequestStreamHandler {
  /** Lambda's answer may have 6 MB; the log has them all. */
  private static final int LARGEST_ANSWER = 1_000;

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Map<String, String> environment;
  private final Clock clock;

  /** With the settings of the environment. */
  public ReconciliationHandler() {
    this(System.getenv(), Clock.systemUTC());
  }

  ReconciliationHandler(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String table = environment.get(Settings.TABLE_VARIABLE);
    if (table == null || table.isBlank()) {
      throw new IllegalStateException(
          Settings.TABLE_VARIABLE + " is not set: set it to the payment function's table");
    }
    Settings settings = Settings.of(environment, table, null);
    Reconciliation.Result result;
    try (DynamoDbClient dynamoDb = settings.dynamoDb()) {
      result = settings.reconciliation(dynamoDb, clock, Limits.DEFAULT).run();
    } catch (StripeException e) {
      throw new IOException("the gateway cannot be read: HTTP " + e.getStatusCode(), e);
    }
    result.differences().forEach(found -> context.getLogger().log(JSON.toJson(found)));
    // Not by the logger: with logs in JSON Lambda wraps its lines, and CloudWatch reads metrics of
    // lines that are nothing else.
    System.out.println(metric(result.differences().size()));
    answer.write(JSON.toJson(shortened(result)).getBytes(StandardCharsets.UTF_8));
  }

  private static Reconciliation.Result shortened(Reconciliation.Result result) {
    List<Difference> all = result.differences();
    return new Reconciliation.Result(
        result.since(),
        result.charges(),
        result.rows(),
        all.subList(0, Math.min(all.size(), LARGEST_ANSWER)));
  }

  // CloudWatch's embedded metric format: the log line is the metric.
  private String metric(int differences) {
    JsonObject definition = new JsonObject();
    definition.addProperty("Name", "Differences");
    JsonArray definitions = new JsonArray();
    definitions.add(definition);
    JsonArray dimensions = new JsonArray();
    dimensions.add(new JsonArray());
    JsonObject directive = new JsonObject();
    directive.addProperty("Namespace", "trigger-bridge/reconciliation");
    directive.add("Dimensions", dimensions);
    directive.add("Metrics", definitions);
    JsonArray directives = new JsonArray();
    directives.add(directive);
    JsonObject aws = new JsonObject();
    aws.addProperty("Timestamp", clock.millis());
    aws.add("CloudWatchMetrics", directives);
    JsonObject line = new JsonObject();
    line.add("_aws", aws);
    line.addProperty("Differences", differences);
    return line.toString();
  }
}
