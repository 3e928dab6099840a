package dev.triggerbridge.local.system.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.triggerbridge.local.system.plan.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Tells the gateway which orders' charges it shall spoil, over its own API. */
final class GatewayFaults {
  private static final Map<Fault, String> NAMES =
      Map.of(
          Fault.GATEWAY_THROTTLED, "rate429",
          Fault.GATEWAY_UNAVAILABLE, "rate503",
          Fault.GATEWAY_DROPPED, "dropAfterCharge");

  private GatewayFaults() {}

  /**
   * Plans one fault for each of the orders; blocks until the gateway has answered.
   *
   * @param faults order ids by fault
   */
  static void plan(URI gateway, Map<Fault, List<String>> faults)
      throws IOException, InterruptedException {
    JsonArray planned = new JsonArray();
    faults.forEach(
        (fault, orders) ->
            orders.forEach(
                orderId -> {
                  JsonObject plan = new JsonObject();
                  plan.addProperty("orderId", orderId);
                  plan.addProperty("fault", NAMES.get(fault));
                  planned.add(plan);
                }));
    JsonObject body = new JsonObject();
    body.add("planned", planned);
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve("/faults"))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("the gateway refused the faults: " + answer.body());
      }
    }
  }
}
