package dev.triggerbridge.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * Lets a JetStream stream invoke a function, as {@code AWS::Lambda::EventSourceMapping} does for
 * queues. Properties have the names, ranges and defaults of {@code docs/mappings.md}, which are
 * AWS's where AWS has the property; what is not given keeps its default in the bridge.
 *
 * <p>The bridge is granted what it needs for this mapping and nothing else: invoking the function
 * and reading its timeout, and writing to the destinations that are given.
 *
 * <pre>{@code
 * JetStreamEventSourceMapping.create(this, "Payments", bridge, alias, "ORDERS")
 *     .batchSize(100)
 *     .onFailureSubject("orders.dlq")
 *     .build();
 * }</pre>
 */
public final class JetStreamEventSourceMapping extends Construct {
  private JetStreamEventSourceMapping(Builder builder) {
    super(builder.scope, builder.id);
    builder.bridge.add(
        builder.name == null ? builder.id : builder.name,
        builder.function,
        builder.properties,
        List.copyOf(builder.destinations.values()));
  }

  /**
   * Begins a mapping.
   *
   * @param scope where it belongs
   * @param id distinct in the scope, and the mapping's name if that is not given
   * @param bridge that runs the mapping
   * @param function what to invoke; an alias or a version where SnapStart is to work
   * @param stream the JetStream stream (AWS: EventSourceArn)
   */
  public static Builder create(
      Construct scope, String id, TriggerBridge bridge, IFunction function, String stream) {
    return new Builder(scope, id, bridge, function, stream);
  }

  /** The properties of a mapping. Wrong values are refused at once, by name. Not thread-safe. */
  public static final class Builder {
    private final Construct scope;
    private final String id;
    private final TriggerBridge bridge;
    private final IFunction function;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, MappingDestination> destinations = new LinkedHashMap<>();
    private @Nullable String name;

    private Builder(
        Construct scope, String id, TriggerBridge bridge, IFunction function, String stream) {
      this.scope = scope;
      this.id = id;
      this.bridge = bridge;
      this.function = function;
      properties.put("stream", stream);
    }

    /** Names the mapping, and its consumer, in logs and metrics; distinct in its bridge. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /** Whether it runs (AWS: Enabled). */
    public Builder enabled(boolean value) {
      return put("enabled", value);
    }

    /** Most records in one invocation, 1 to 10,000, which is AWS's limit (AWS: BatchSize). */
    public Builder batchSize(int value) {
      return put("batchSize", within("batchSize", value, 1, 10_000));
    }

    /** How long a batch may wait, up to 5 minutes (AWS: MaximumBatchingWindowInSeconds). */
    public Builder maximumBatchingWindow(Duration value) {
      return put("maximumBatchingWindow", milliseconds("maximumBatchingWindow", value, 0, 300_000));
    }

    /** Most invocations under way, 1 to 1,000 (AWS: ScalingConfig.MaximumConcurrency). */
    public Builder maximumConcurrency(int value) {
      return put("maximumConcurrency", within("maximumConcurrency", value, 1, 1_000));
    }

    /** Retries after the first attempt, to 10,000; -1 for ever (AWS: MaximumRetryAttempts). */
    public Builder maximumRetryAttempts(int value) {
      return put("maximumRetryAttempts", within("maximumRetryAttempts", value, -1, 10_000));
    }

    /** Age from which a record is a dead letter, 1 minute to 7 days (AWS: MaximumRecordAge). */
    public Builder maximumRecordAge(Duration value) {
      return put("maximumRecordAge", milliseconds("maximumRecordAge", value, 60_000, 604_800_000L));
    }

    /** Which subjects of the stream; all if not given. */
    public Builder filterSubjects(List<String> value) {
      return put("filterSubjects", List.copyOf(value));
    }

    /** Patterns as JSON, of which one has to match (AWS: FilterCriteria). */
    public Builder filterCriteria(List<String> patterns) {
      return put(
          "filterCriteria",
          Map.of("filters", patterns.stream().map(pattern -> Map.of("pattern", pattern)).toList()));
    }

    /** Where dead letters go; without it such records are held (AWS: DestinationConfig). */
    public Builder onFailureSubject(String subject) {
      destinations.remove("onFailure");
      return put("onFailure", Map.of("subject", subject));
    }

    /** Dead letters go to a queue, and the bridge may send there (AWS: DestinationConfig). */
    public Builder onFailureQueue(IQueue queue) {
      return to(MappingDestination.queue(queue));
    }

    /**
     * Dead letters go to a topic, and the bridge may publish there (AWS: DestinationConfig).
     *
     * @param topic standard or FIFO
     * @param key that the topic is encrypted with, which a topic does not tell; null if none of the
     *     account's
     */
    public Builder onFailureTopic(ITopic topic, @Nullable IKey key) {
      return to(MappingDestination.topic(topic, key));
    }

    /** Dead letters go to a bucket, below a prefix without slashes at its ends. */
    public Builder onFailureBucket(IBucket bucket, String prefix) {
      return to(MappingDestination.bucket(bucket, prefix));
    }

    /**
     * Payloads that are too large for an invocation, or for the destination of dead letters, go to
     * a bucket. The function needs {@code s3:GetObject} below the prefix, from its own author.
     */
    public Builder claimCheckBucket(IBucket bucket, String prefix) {
      return to(MappingDestination.claimCheck(bucket, prefix));
    }

    /** Where a result of each processed record goes. */
    public Builder onSuccessSubject(String subject) {
      return put("onSuccess", Map.of("subject", subject));
    }

    /** On which subjects events of the function may be published; none if not given. */
    public Builder outputSubjects(List<String> value) {
      return put("outputSubjects", List.copyOf(value));
    }

    /** {@code results}, {@code batch-item-failures}, {@code none} (AWS: FunctionResponseTypes). */
    public Builder responseFormat(String value) {
      return put("responseFormat", value);
    }

    /** Where a new consumer begins, for example {@code LATEST} (AWS: StartingPosition). */
    public Builder startingPosition(String value) {
      return put("startingPosition", value);
    }

    /**
     * Any other property of {@code docs/mappings.md}, as it is written there; the bridge checks it.
     *
     * @param property for example {@code orderBy}
     * @param value a text, a number, a boolean, or lists and maps of them
     */
    public Builder property(String property, Object value) {
      return put(property, value);
    }

    /**
     * Adds the mapping to its bridge.
     *
     * @throws IllegalArgumentException if the bridge has a mapping of that name
     */
    public JetStreamEventSourceMapping build() {
      return new JetStreamEventSourceMapping(this);
    }

    private Builder to(MappingDestination destination) {
      properties.remove(destination.property());
      destinations.put(destination.property(), destination);
      return this;
    }

    private Builder put(String property, Object value) {
      properties.put(property, value);
      return this;
    }

    private static String milliseconds(String property, Duration value, long from, long to) {
      return within(property, value.toMilliseconds().longValue(), from, to) + "ms";
    }

    private static int within(String property, int value, int from, int to) {
      return Math.toIntExact(within(property, (long) value, from, to));
    }

    private static long within(String property, long value, long from, long to) {
      if (value < from || value > to) {
        throw new IllegalArgumentException(
            "%s = %d: is not within %d to %d. Choose a value in that range."
                .formatted(property, value, from, to));
      }
      return value;
    }
  }
}
