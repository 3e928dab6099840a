package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.deadletter.PayloadStore;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import dev.triggerbridge.bridge.dispatch.EventPublisher;
import dev.triggerbridge.bridge.dispatch.FunctionClient;
import dev.triggerbridge.bridge.dispatch.MappingParts;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.lambda.LambdaFunctions;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.rerun.FunctionTarget;
import dev.triggerbridge.bridge.rerun.Redriver;
import dev.triggerbridge.bridge.rerun.Stations;
import dev.triggerbridge.bridge.rerun.SubjectTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends each entry to where it is redriven: its mapping's function, another's, or a subject. */
final class RedriveTargets implements Redriver.Target, AutoCloseable {
  private final BridgeConfig config;
  private final Optional<String> toMapping;
  private final Optional<String> toSubject;
  private final Duration patience;
  private final Common common;
  private final EventPublisher publisher;
  private final Map<String, FunctionTarget> targets = new HashMap<>();
  private @Nullable LambdaFunctions lambda;

  /**
   * Connects to nothing yet.
   *
   * @param toMapping instead of the entry's own
   * @param toSubject to publish instead; an empty text for the original subject
   */
  RedriveTargets(
      BridgeConfig config,
      NatsSession nats,
      Optional<String> toMapping,
      Optional<String> toSubject,
      Duration patience)
      throws IOException {
    this.config = config;
    this.toMapping = toMapping;
    this.toSubject = toSubject;
    this.patience = patience;
    this.common = Common.real(config.lambda());
    this.publisher = nats.publisher();
    if (toMapping.isPresent() && mapping(toMapping.get()).isEmpty()) {
      throw new UsageException("--to-mapping " + toMapping.get() + ": no mapping has this name");
    }
  }

  /** A payload that went by claim check is fetched first. */
  @Override
  public Redriver.Result accept(StoredEntry entry) {
    if (entry.entry().dataRef().isEmpty()) {
      return redrive(entry);
    }
    try {
      Optional<PayloadStore> payloads = payloadsOf(entry);
      return payloads.isPresent()
          ? redrive(entry.withData(payloads.get().get(entry.entry().dataRef())))
          : new Redriver.Result.Failed(
              "DATA_ELSEWHERE",
              "its payload lies at %s: configure claimCheck of its mapping"
                  .formatted(entry.entry().dataRef()));
    } catch (IOException e) {
      return new Redriver.Result.Failed("DATA_NOT_READ", Failures.reason(e));
    }
  }

  private Optional<PayloadStore> payloadsOf(StoredEntry entry) throws IOException {
    Optional<MappingConfig> owner = mapping(entry.entry().origin().mapping());
    return owner.isPresent() ? Destinations.payloads(owner.get(), common.aws()) : Optional.empty();
  }

  private Redriver.Result redrive(StoredEntry entry) {
    if (toSubject.isPresent()) {
      return new SubjectTarget(publisher, toSubject.filter(subject -> !subject.isEmpty()))
          .accept(entry);
    }
    String name = targetOf(entry);
    Optional<MappingConfig> mapping = mapping(name);
    if (mapping.isEmpty()) {
      return new Redriver.Result.Failed(
          "NO_SUCH_MAPPING",
          "the configuration has no mapping %s: name one with --to-mapping".formatted(name));
    }
    try {
      return target(mapping.get()).accept(entry);
    } catch (IOException e) {
      return new Redriver.Result.Failed("FUNCTION_NOT_FOUND", Failures.reason(e));
    }
  }

  /** Where an entry would go. */
  String describe(StoredEntry entry) {
    if (toSubject.isPresent()) {
      return "to subject "
          + toSubject
              .filter(subject -> !subject.isEmpty())
              .orElse(entry.entry().origin().subject());
    }
    return mapping(targetOf(entry))
        .map(mapping -> "to function " + mapping.functionName())
        .orElse("nowhere: the configuration has no mapping " + targetOf(entry));
  }

  @Override
  public void close() {
    common.timer().shutdownNow();
    common.aws().close();
    if (lambda != null) {
      lambda.close();
    }
  }

  private String targetOf(StoredEntry entry) {
    return toMapping.orElse(entry.entry().origin().mapping());
  }

  private Optional<MappingConfig> mapping(String name) {
    return config.mappings().stream().filter(mapping -> mapping.name().equals(name)).findFirst();
  }

  private FunctionTarget target(MappingConfig mapping) throws IOException {
    FunctionTarget known = targets.get(mapping.name());
    if (known != null) {
      return known;
    }
    LambdaFunctions functions =
        lambda == null ? LambdaFunctions.open(Translation.lambda(config.lambda())) : lambda;
    lambda = functions;
    Duration timeout = functions.timeout(mapping.functionName());
    FunctionTarget made =
        new FunctionTarget(
            mapping.name(),
            stations(mapping, functions.function(mapping.functionName(), timeout)),
            timeout,
            patience,
            common.clock(),
            common.random(),
            common.timer());
    targets.put(mapping.name(), made);
    return made;
  }

  private Stations stations(MappingConfig mapping, FunctionClient function) throws IOException {
    ClaimCheck claimCheck = ClaimCheck.of(mapping, mapping.consumer(), common.aws());
    return (delivery, record) ->
        new MappingParts(
            record,
            claimCheck.removing(record),
            record,
            function,
            publisher,
            record,
            record,
            Translation.encoding(mapping, delivery.epoch(), mapping.consumer(), claimCheck),
            Translation.interpreter(mapping),
            RecordFilter.ALL,
            record,
            common.isolation());
  }
}
