package dev.triggerbridge.functions.support;

import dev.triggerbridge.functions.support.FunctionDefinitions.RecordRoute;
import java.util.List;
import org.springframework.cloud.function.context.FunctionCatalog;

/** Finds the catalogue's function for a subject. */
record RecordRouter(FunctionCatalog catalogue, List<RecordRoute> routes) {
  static RecordRouter of(FunctionCatalog catalogue, List<RecordRoute> routes) {
    return new RecordRouter(catalogue, routes);
  }
}
