package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.aws.AwsDestinations;
import dev.triggerbridge.bridge.aws.S3ClaimChecks;
import dev.triggerbridge.bridge.batch.ClaimChecks;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.S3Location;
import dev.triggerbridge.bridge.dispatch.Acks;
import java.io.IOException;
import java.util.Optional;

/**
 * What a mapping does with payloads that no invocation can carry.
 *
 * @param checks empty to dead-letter such records
 */
record ClaimCheck(Optional<S3ClaimChecks> checks) {
  /**
   * As configured.
   *
   * @param consumer that delivers the records: live traffic and a replay keep objects of their own
   * @throws IOException if a client of AWS cannot be built
   */
  static ClaimCheck of(MappingConfig mapping, String consumer, AwsDestinations aws)
      throws IOException {
    if (mapping.claimCheck().isEmpty()) {
      return new ClaimCheck(Optional.empty());
    }
    S3Location place = mapping.claimCheck().get();
    return new ClaimCheck(Optional.of(aws.claimChecks(place.bucket(), place.prefix(), consumer)));
  }

  Optional<ClaimChecks> forEncoding() {
    return checks.map(ClaimChecks.class::cast);
  }

  /** The same acks, which remove what is not needed any more. */
  Acks removing(Acks acks) {
    return checks.map(each -> each.removing(acks)).orElse(acks);
  }
}
