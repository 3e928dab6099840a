package dev.triggerbridge.local.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.stream.JsonReader;
import dev.triggerbridge.local.chaos.fault.Sightings;
import dev.triggerbridge.local.chaos.history.History;
import dev.triggerbridge.local.chaos.stack.Lanes;
import dev.triggerbridge.local.proxy.HttpRequest;
import dev.triggerbridge.local.proxy.HttpTap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sees every invocation between bridge and Lambda: notes it in the history, and judges the order of
 * each key's records while it happens. Thread-safe.
 *
 * <p>A record of a key may only be sent when the one before it has been answered {@code ok}. That
 * is what a bridge promises whatever dies: an earlier record may come again, but none may overtake
 * it.
 */
public final class Invocations implements HttpTap, Sightings {
  /** Without its alias or version. */
  private static final Pattern FUNCTION = Pattern.compile("/functions/([^/:%?]+)");

  private final Map<Long, Sent> sent = new ConcurrentHashMap<>();
  private final Map<String, Set<Long>> published = new HashMap<>();
  private final Map<String, Long> answered = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private long laneRecords;
  private volatile @Nullable History history;

  private final Map<String, Integer> times = new ConcurrentHashMap<>();

  private record Sent(String function, String mapping, List<String> ids, List<String> subjects) {
    List<String> records() {
      return ids.stream().map(id -> mapping + ' ' + id).toList();
    }
  }

  /** From now on invocations are noted there. */
  public void noteIn(@Nullable History next) {
    history = next;
  }

  @Override
  public void asked(long number, HttpRequest request) {
    if (!request.target().contains("/invocations")) {
      return;
    }
    Sent invocation;
    try {
      invocation = read(function(request.target()), request.body());
    } catch (IOException | IllegalStateException e) {
      return;
    }
    sent.put(number, invocation);
    invocation.records().forEach(record -> times.merge(record, 1, Integer::sum));
    if (invocation.mapping().equals(Lanes.MAPPING)) {
      synchronized (this) {
        for (int i = 0; i < invocation.ids().size(); i++) {
          begins(invocation.subjects().get(i), sequence(invocation.ids().get(i)));
        }
      }
    }
    note(number, "invoked", invocation, Map.of());
  }

  @Override
  public void answered(long number, HttpRequest request, int status, byte[] body) {
    Sent invocation = sent.remove(number);
    if (invocation == null) {
      return;
    }
    Map<String, String> results = status == 200 ? results(body) : Map.of();
    if (invocation.mapping().equals(Lanes.MAPPING)) {
      synchronized (this) {
        for (int i = 0; i < invocation.ids().size(); i++) {
          if ("ok".equals(results.get(invocation.ids().get(i)))) {
            answered.merge(
                invocation.subjects().get(i), sequence(invocation.ids().get(i)), Math::max);
          }
        }
      }
    }
    note(number, "answered", invocation, Map.of("status", status, "results", results));
  }

  @Override
  public Map<String, Integer> underWay(String function) {
    Map<String, Integer> records = new HashMap<>();
    for (Sent invocation : sent.values()) {
      if (invocation.function().equals(function)) {
        invocation.records().forEach(record -> records.put(record, times.getOrDefault(record, 0)));
      }
    }
    return records;
  }

  @Override
  public boolean sentAgain(Map<String, Integer> before) {
    return before.entrySet().stream()
        .anyMatch(record -> times.getOrDefault(record.getKey(), 0) > record.getValue());
  }

  /** Sequences whose order was judged, and what was wrong with them. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** How many records of ordered keys were sent. */
  public synchronized long laneRecords() {
    return laneRecords;
  }

  private void begins(String key, long sequence) {
    laneRecords++;
    Set<Long> known = published.computeIfAbsent(key, ignored -> new HashSet<>());
    if (known.add(sequence)) {
      long done = answered.getOrDefault(key, 0L);
      known.stream()
          .filter(other -> other < sequence && other > done)
          .forEach(
              other ->
                  violations.add(
                      "%s/%d was sent before %d of its key was answered"
                          .formatted(Lanes.STREAM, sequence, other)));
      if (known.stream().anyMatch(other -> other > sequence)) {
        violations.add(
            "%s/%d was overtaken by a later record of %s".formatted(Lanes.STREAM, sequence, key));
      }
    }
  }

  private void note(long number, String what, Sent invocation, Map<String, ?> more) {
    History current = history;
    if (current != null) {
      Map<String, Object> fields = new HashMap<>();
      fields.put("invocation", number);
      fields.put("mapping", invocation.mapping());
      fields.put("records", invocation.ids());
      fields.putAll(more);
      current.note(what, fields);
    }
  }

  private static long sequence(String id) {
    return Long.parseLong(id.substring(id.indexOf('/') + 1));
  }

  private static String function(String target) {
    Matcher path = FUNCTION.matcher(target);
    return path.find() ? path.group(1) : "";
  }

  private static Sent read(String function, byte[] body) throws IOException {
    String mapping = "";
    List<String> ids = new ArrayList<>();
    List<String> subjects = new ArrayList<>();
    try (JsonReader json = reader(body)) {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "source" -> mapping = field(json, "mapping");
          case "records" -> {
            json.beginArray();
            while (json.hasNext()) {
              Map<String, String> record = fields(json, Set.of("id", "subject"));
              ids.add(record.getOrDefault("id", ""));
              subjects.add(record.getOrDefault("subject", ""));
            }
            json.endArray();
          }
          default -> json.skipValue();
        }
      }
      json.endObject();
    }
    return new Sent(function, mapping, ids, subjects);
  }

  private static Map<String, String> results(byte[] body) {
    Map<String, String> results = new HashMap<>();
    try (JsonReader json = reader(body)) {
      json.beginObject();
      while (json.hasNext()) {
        if (json.nextName().equals("results")) {
          json.beginArray();
          while (json.hasNext()) {
            Map<String, String> result = fields(json, Set.of("id", "status"));
            results.put(result.getOrDefault("id", ""), result.getOrDefault("status", ""));
          }
          json.endArray();
        } else {
          json.skipValue();
        }
      }
      json.endObject();
    } catch (IOException | IllegalStateException e) {
      // A function error is no result.
    }
    return results;
  }

  private static String field(JsonReader json, String name) throws IOException {
    return fields(json, Set.of(name)).getOrDefault(name, "");
  }

  private static Map<String, String> fields(JsonReader json, Set<String> wanted)
      throws IOException {
    Map<String, String> found = new HashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (wanted.contains(name)) {
        found.put(name, json.nextString());
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    return found;
  }

  private static JsonReader reader(byte[] body) {
    return new JsonReader(new InputStreamReader(new ByteArrayInputStream(body), UTF_8));
  }
}
