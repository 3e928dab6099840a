package dev.triggerbridge.local.gateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Stripe's cursor pagination: newest first, {@code limit} from 1 to 100 with 10 by default, {@code
 * starting_after} an id, and {@code created[gt|gte|lt|lte]} in epoch seconds.
 *
 * @param <T> what is listed
 * @param id of an element
 * @param createdAt epoch milliseconds of an element
 * @param json of an element
 */
record Page<T>(
    String url, Function<T, String> id, ToLongFunction<T> createdAt, Function<T, JsonObject> json) {
  private static final int DEFAULT_LIMIT = 10;
  private static final int LARGEST_LIMIT = 100;

  /** One page of what is given newest first. */
  Answer of(List<T> newestFirst, Form query) {
    String asked = query.text("limit");
    long limit = asked.isEmpty() ? DEFAULT_LIMIT : query.positive("limit");
    if (limit < 1 || limit > LARGEST_LIMIT) {
      return Answer.invalid("limit", "limit must be from 1 to 100");
    }
    List<T> listed =
        newestFirst.stream()
            .filter(element -> isCreatedWithin(createdAt.applyAsLong(element) / 1000, query))
            .toList();
    String after = query.text("starting_after");
    int from = 0;
    if (!after.isEmpty()) {
      from = positionOf(newestFirst, after) < 0 ? -1 : positionAfter(listed, newestFirst, after);
      if (from < 0) {
        return Answer.notFound("object to start after: '" + after + "'");
      }
    }
    int to = Math.min(listed.size(), from + Math.toIntExact(limit));
    return Answer.ok(
        list(url, listed.subList(from, to).stream().map(json).toList(), to < listed.size()));
  }

  private int positionOf(List<T> elements, String wanted) {
    for (int i = 0; i < elements.size(); i++) {
      if (id.apply(elements.get(i)).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  private int positionAfter(List<T> listed, List<T> all, String after) {
    int position = positionOf(listed, after);
    if (position >= 0) {
      return position + 1;
    }
    long created = createdAt.applyAsLong(all.get(positionOf(all, after)));
    int next = 0;
    while (next < listed.size() && createdAt.applyAsLong(listed.get(next)) > created) {
      next++;
    }
    return next;
  }

  private static boolean isCreatedWithin(long seconds, Form query) {
    return (query.text("created[gt]").isEmpty() || seconds > query.number("created[gt]"))
        && (query.text("created[gte]").isEmpty() || seconds >= query.number("created[gte]"))
        && (query.text("created[lt]").isEmpty() || seconds < query.number("created[lt]"))
        && (query.text("created[lte]").isEmpty() || seconds <= query.number("created[lte]"));
  }

  /** A list object. */
  static JsonObject list(String url, List<JsonObject> items, boolean hasMore) {
    JsonArray data = new JsonArray();
    items.forEach(data::add);
    JsonObject json = new JsonObject();
    json.addProperty("object", "list");
    json.addProperty("url", url);
    json.add("data", data);
    json.addProperty("has_more", hasMore);
    return json;
  }
}
