package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.nats.ConsumerSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What is to be replayed, and how.
 *
 * @param name of its consumer; empty for one made of the rest
 * @param from where it begins
 * @param toSequence the last sequence
 * @param toTime only what was stored before
 * @param function that is invoked
 * @param publishPrefix what subjects of events begin with
 * @param rate records in a second
 * @param concurrency most invocations under way
 */
record ReplayRequest(
    Optional<String> name,
    ConsumerSpec.Start from,
    Optional<Long> toSequence,
    Optional<Instant> toTime,
    String function,
    Optional<String> publishPrefix,
    Optional<Double> rate,
    int concurrency) {
  /**
   * What makes it this replay and no other. Neither its pace nor a beginning or end that was given
   * as "how long ago": the same command would mean another time when it is repeated.
   */
  String purpose(MappingConfig mapping) {
    return String.join(
        " ",
        mapping.name(),
        mapping.stream(),
        from instanceof ConsumerSpec.Start.AtSequence at ? Long.toString(at.sequence()) : "time",
        toSequence.map(String::valueOf).orElse("-"),
        function,
        publishPrefix.orElse("-"));
  }

  /** The consumer's name. */
  String consumer(MappingConfig mapping) {
    return name.orElseGet(
        () -> {
          CRC32 hash = new CRC32();
          hash.update(purpose(mapping).getBytes(StandardCharsets.UTF_8));
          return "replay-%s-%08x".formatted(mapping.name(), hash.getValue());
        });
  }

  boolean isShadow(MappingConfig mapping) {
    return !function.equals(mapping.functionName());
  }
}
