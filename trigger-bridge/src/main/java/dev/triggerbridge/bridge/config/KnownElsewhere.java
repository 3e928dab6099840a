package dev.triggerbridge.bridge.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Properties of AWS's mappings and of NATS consumers that have another name or no need here. */
final class KnownElsewhere {
  private static final Map<String, String> REMEDIES =
      Map.ofEntries(
          Map.entry("eventsourcearn", "Name the stream with 'stream'"),
          Map.entry("functionarn", "Write the ARN as 'functionName'"),
          Map.entry(
              "maximumbatchingwindowinseconds",
              "Write 'maximumBatchingWindow' with a unit, for example 5s"),
          Map.entry(
              "maximumrecordageinseconds", "Write 'maximumRecordAge' with a unit, for example 1h"),
          Map.entry("bisectbatchonfunctionerror", "Remove it: a suspect batch is always bisected"),
          Map.entry("functionresponsetypes", "Write 'responseFormat: batch-item-failures'"),
          Map.entry("destinationconfig", "Write 'onFailure' with one of subject, sqs, sns or s3"),
          Map.entry("deadletterqueue", "Write 'onFailure: {subject: ...}'"),
          Map.entry("scalingconfig", "Write 'maximumConcurrency' on the mapping itself"),
          Map.entry("parallelizationfactor", "Write 'maximumConcurrency'"),
          Map.entry(
              "maxdeliver",
              "Write 'maximumRetryAttempts': the server's own limit loses messages, so it stays off"),
          Map.entry(
              "maxackpending", "Remove it: it is derived from batchSize and maximumConcurrency"));

  private KnownElsewhere() {}

  static Optional<String> remedy(String key) {
    return Optional.ofNullable(REMEDIES.get(key.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "")));
  }
}
