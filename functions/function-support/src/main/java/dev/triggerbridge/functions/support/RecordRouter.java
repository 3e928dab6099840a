package dev.triggerbridge.functions.support;

import dev.triggerbridge.events.EventType;
import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.functions.support.FunctionDefinitions.RecordRoute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.function.context.FunctionCatalog;

/** Finds the catalogue's function for a subject. Immutable. */
final class RecordRouter {
  private final Map<String, Route> bySubject;

  private RecordRouter(Map<String, Route> bySubject) {
    this.bySubject = bySubject;
  }

  /**
   * Looks every function up once: the catalogue itself is not made for concurrent look-ups.
   *
   * @throws IllegalStateException if a route contradicts the subject catalogue
   */
  static RecordRouter of(FunctionCatalog catalogue, List<RecordRoute> routes) {
    Map<String, Route> bySubject = new HashMap<>();
    for (RecordRoute route : routes) {
      EventType type =
          SubjectCatalogue.bySubject(route.subject())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "subject %s is not in the catalogue: add it to events-schema"
                              .formatted(route.subject())));
      if (!route.payload().isInstance(type.prototype())) {
        throw new IllegalStateException(
            "subject %s carries %s: function %s cannot take %s"
                .formatted(
                    route.subject(),
                    type.dataSchema(),
                    route.function(),
                    route.payload().getName()));
      }
      Route previous =
          bySubject.put(
              route.subject(),
              new Route(type, FunctionRuntime.lookup(catalogue, route.function())));
      if (previous != null) {
        throw new IllegalStateException("subject " + route.subject() + " has two functions");
      }
    }
    return new RecordRouter(Map.copyOf(bySubject));
  }

  @Nullable Route find(String subject) {
    return bySubject.get(subject);
  }

  String subjects() {
    return String.join(", ", bySubject.keySet().stream().sorted().toList());
  }

  /** A subject's event type and function. */
  record Route(EventType type, Function<Object, Object> function) {
    String schema() {
      return type.dataSchema();
    }
  }
}
