package dev.triggerbridge.functions.audittool.bucket;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A message's headers as they are compared. Pure. */
public final class MessageHeaders {
  /** Where tracing is on, the bridge puts its own context in the place of the producer's. */
  private static final Set<String> OF_TRACING = Set.of("traceparent", "tracestate");

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private MessageHeaders() {}

  /** Hash over names, as sent, and values in their order; without the trace context. */
  public static String sha256(Map<String, List<String>> headers) {
    Map<String, List<String>> compared = new TreeMap<>(headers);
    compared.keySet().removeIf(name -> OF_TRACING.contains(name.toLowerCase(Locale.ROOT)));
    return Sha256.hex(JSON.toJson(compared).getBytes(StandardCharsets.UTF_8));
  }
}
