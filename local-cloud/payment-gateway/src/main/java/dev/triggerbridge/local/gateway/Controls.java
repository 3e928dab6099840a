package dev.triggerbridge.local.gateway;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Clock;
import java.util.Map;

/** What no real gateway has: {@code /ledger}, {@code /faults} and a look at a key. */
final class Controls {
  private static final Gson JSON = new Gson();

  private final Books books;
  private final FaultInjector faults;
  private final Clock clock;

  Controls(Books books, FaultInjector faults, Clock clock) {
    this.books = books;
    this.faults = faults;
    this.clock = clock;
  }

  Answer ledger() {
    return new Answer(200, JSON.toJson(books.ledger()), Map.of());
  }

  /** What happened under a key: finished, in_progress or unknown. */
  Answer key(String key) {
    Books.KeyState state = books.keyState(key, clock.millis());
    JsonObject json = new JsonObject();
    json.addProperty("key", key);
    json.addProperty("state", state.state());
    if (state.answer() != null) {
      json.addProperty("status", state.answer().status());
      json.add("response", JsonParser.parseString(state.answer().body()));
    }
    return Answer.ok(json);
  }

  Answer faults() {
    JsonObject json = new JsonObject();
    JsonObject rates = new JsonObject();
    faults.rates().forEach((kind, rate) -> rates.addProperty(kind.jsonName(), rate));
    JsonObject injected = new JsonObject();
    faults.injected().forEach((kind, count) -> injected.addProperty(kind.jsonName(), count));
    json.add("rates", rates);
    json.addProperty("latencyMs", faults.latencyMillis());
    json.addProperty("slowMs", faults.slowMillis());
    json.addProperty("retryAfterSeconds", faults.retryAfterSeconds());
    json.addProperty("searchLagMs", faults.searchLagMillis());
    json.add("injected", injected);
    return Answer.ok(json);
  }

  /** Sets what the JSON object names and leaves the rest. */
  Answer setFaults(String body) {
    try {
      for (Map.Entry<String, JsonElement> field :
          JsonParser.parseString(body).getAsJsonObject().entrySet()) {
        set(field.getKey(), field.getValue());
      }
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | IllegalArgumentException e) {
      return Answer.invalid("faults", String.valueOf(e.getMessage()));
    }
    return faults();
  }

  private void set(String name, JsonElement value) {
    switch (name) {
      case "latencyMs" -> faults.latencyMillis(value.getAsLong());
      case "slowMs" -> faults.slowMillis(value.getAsLong());
      case "retryAfterSeconds" -> faults.retryAfterSeconds(value.getAsLong());
      case "searchLagMs" -> faults.searchLagMillis(value.getAsLong());
      case "planned" ->
          value
              .getAsJsonArray()
              .forEach(
                  planned -> {
                    JsonObject plan = planned.getAsJsonObject();
                    faults.plan(
                        plan.get("orderId").getAsString(),
                        FaultKind.named(plan.get("fault").getAsString()));
                  });
      default -> faults.rate(FaultKind.named(name), value.getAsDouble());
    }
  }
}
