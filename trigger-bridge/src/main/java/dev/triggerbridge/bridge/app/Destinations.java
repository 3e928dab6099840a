package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.aws.AwsDestinations;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.OnFailure;
import dev.triggerbridge.bridge.config.S3Location;
import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.deadletter.PayloadStore;
import dev.triggerbridge.bridge.deadletter.StoredDeadLetters;
import dev.triggerbridge.bridge.dispatch.DeadLetters;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Where a mapping's dead letters go, from what is configured. */
final class Destinations {
  private Destinations() {}

  /**
   * A mapping's dead letters.
   *
   * @param jetStream present if they go to a subject
   * @throws IOException if a client of AWS cannot be built
   */
  static DeadLetters of(
      MappingConfig mapping, Optional<EntrySender> jetStream, AwsDestinations aws, Clock clock)
      throws IOException {
    Optional<EntrySender> sender = jetStream;
    if (mapping.onFailure().isPresent()) {
      sender =
          switch (mapping.onFailure().get()) {
            case OnFailure.Subject subject -> jetStream;
            case OnFailure.Sqs(String queueUrl) -> Optional.of(aws.sqs(queueUrl));
            case OnFailure.Sns(String topicArn) -> Optional.of(aws.sns(topicArn));
            case OnFailure.S3(S3Location place) ->
                Optional.of(aws.s3(place.bucket(), place.prefix()));
          };
    }
    return new StoredDeadLetters(
        mapping.name(), mapping.consumer(), sender, payloads(mapping, aws), clock);
  }

  /** Where payloads go that do not fit, if that is configured. */
  static Optional<PayloadStore> payloads(MappingConfig mapping, AwsDestinations aws)
      throws IOException {
    if (mapping.claimCheck().isEmpty()) {
      return Optional.empty();
    }
    S3Location place = mapping.claimCheck().get();
    return Optional.of(aws.payloads(place.bucket(), place.prefix()));
  }
}
