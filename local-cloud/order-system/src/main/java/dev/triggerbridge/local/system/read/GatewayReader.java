package dev.triggerbridge.local.system.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.triggerbridge.local.system.snapshot.LedgerEntry;
import dev.triggerbridge.local.system.snapshot.LedgerEntry.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the gateway's ledger and its count of injected faults over HTTP. Blocks. */
public final class GatewayReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI gateway;

  /**
   * A reader.
   *
   * @param gateway address without a trailing slash
   */
  public GatewayReader(URI gateway) {
    this.gateway = gateway;
  }

  /** All money ever moved. */
  public List<LedgerEntry> ledger() throws IOException, InterruptedException {
    JsonObject ledger = get("/ledger");
    List<LedgerEntry> entries = new ArrayList<>();
    add(Kind.CHARGE, ledger.getAsJsonArray("charges"), entries);
    add(Kind.REFUND, ledger.getAsJsonArray("refunds"), entries);
    return entries;
  }

  /** How often each kind of fault struck since the gateway's start, by the gateway's names. */
  public Map<String, Long> faults() throws IOException, InterruptedException {
    Map<String, Long> injected = new TreeMap<>();
    get("/faults")
        .getAsJsonObject("injected")
        .asMap()
        .forEach((kind, count) -> injected.put(kind, count.getAsLong()));
    return injected;
  }

  private static void add(Kind kind, JsonArray movements, List<LedgerEntry> entries) {
    movements.forEach(
        element -> {
          JsonObject movement = element.getAsJsonObject();
          entries.add(
              new LedgerEntry(
                  kind,
                  movement.get("orderId").getAsString(),
                  movement.get("key").getAsString(),
                  movement.get("amount").getAsLong(),
                  movement.get("currency").getAsString()));
        });
  }

  private JsonObject get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(TIMEOUT).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("%s answered %d".formatted(request.uri(), answer.statusCode()));
      }
      return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
  }
}
