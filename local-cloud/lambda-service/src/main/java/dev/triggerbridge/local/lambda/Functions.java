package dev.triggerbridge.local.lambda;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The registered functions by name. */
final class Functions {
  static final String LATEST = "$LATEST";
  static final String PUBLISHED = "1";

  private final String region;
  private final Map<String, FunctionPool> pools = new ConcurrentSkipListMap<>();

  Functions(String region) {
    this.region = region;
  }

  void add(FunctionPool pool) {
    FunctionPool previous = pools.put(pool.function().name(), pool);
    if (previous != null) {
      previous.close();
    }
  }

  void remove(String name) {
    FunctionPool pool = pools.remove(name);
    if (pool != null) {
      pool.close();
    }
  }

  Collection<FunctionPool> all() {
    return pools.values();
  }

  Optional<FunctionPool> byName(String name) {
    return Optional.ofNullable(pools.get(name));
  }

  /**
   * Finds what a caller refers to.
   *
   * @throws ApiException if there is no such function, or it has no such version or alias
   */
  FunctionPool find(FunctionReference reference) throws ApiException {
    FunctionPool pool = pools.get(reference.name());
    if (pool == null || !hasQualifier(pool.function(), reference.qualifier())) {
      throw ApiException.functionNotFound(arn(reference));
    }
    return pool;
  }

  String arn(FunctionReference reference) {
    return arn(reference.name()) + reference.qualifier().map(text -> ":" + text).orElse("");
  }

  String arn(String name) {
    return "arn:aws:lambda:" + region + ":" + LambdaServiceOptions.ACCOUNT + ":function:" + name;
  }

  /** Versions and aliases run the same code here: all but {@code $LATEST} are version 1. */
  static String version(FunctionReference reference) {
    return reference.qualifier().filter(text -> !text.equals(LATEST)).isPresent()
        ? PUBLISHED
        : LATEST;
  }

  private static boolean hasQualifier(LocalFunction function, Optional<String> qualifier) {
    return qualifier
        .map(
            text ->
                text.equals(LATEST) || text.equals(PUBLISHED) || function.aliases().contains(text))
        .orElse(true);
  }
}
