package dev.triggerbridge.bridge.config;

import dev.triggerbridge.bridge.config.MappingConfig.ResponseFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the function receives, and whether it can answer as configured. */
final class EnvelopeReader {
  private static final String SOURCE = "envelopeSource";
  private static final Pattern QUEUE =
      Pattern.compile("arn:aws[a-zA-Z-]*:sqs:[a-z]{2}(-[a-z]+)+-\\d:\\d{12}:[A-Za-z0-9_.-]{1,80}");
  private static final Pattern FUNCTION_REGION =
      Pattern.compile("arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):.*");
  private static final Map<String, EnvelopeConfig.Kind> KINDS =
      Map.of(
          "nats", EnvelopeConfig.Kind.NATS,
          "sqs", EnvelopeConfig.Kind.SQS,
          "cloudevents", EnvelopeConfig.Kind.CLOUDEVENTS);

  private EnvelopeReader() {}

  /**
   * Reads the group.
   *
   * @param region of {@code lambda}, if it is configured
   */
  static EnvelopeConfig read(
      Section section,
      String stream,
      String function,
      ResponseFormat format,
      Optional<String> region) {
    EnvelopeConfig.Kind kind = section.choice("envelope", EnvelopeConfig.Kind.NATS, KINDS);
    if (kind != EnvelopeConfig.Kind.NATS && format == ResponseFormat.RESULTS) {
      section.problem(
          "envelope",
          "cannot be answered with responseFormat results, the default: it has no batchId",
          "Write responseFormat: batch-item-failures if the function reports failed records, else none");
    }
    return switch (kind) {
      case NATS -> {
        if (section.hasValue(SOURCE)) {
          section.problem(
              SOURCE, "is used only with envelope sqs or cloudevents", "Remove it or set envelope");
        }
        yield new EnvelopeConfig(kind, "");
      }
      case SQS ->
          new EnvelopeConfig(
              kind,
              section
                  .text(SOURCE)
                  .map(arn -> queue(section, arn))
                  .orElseGet(
                      () ->
                          "arn:aws:sqs:%s:000000000000:%s"
                              .formatted(region(function, region), stream)));
      case CLOUDEVENTS ->
          new EnvelopeConfig(
              kind,
              section.text(SOURCE).map(uri -> uri(section, uri)).orElse("/nats/streams/" + stream));
    };
  }

  private static String queue(Section section, String arn) {
    if (!QUEUE.matcher(arn).matches()) {
      section.problem(
          SOURCE,
          "is not the ARN of a queue",
          "Write one such as arn:aws:sqs:eu-central-1:123456789012:orders");
    }
    return arn;
  }

  private static String uri(Section section, String text) {
    try {
      return new URI(text).toString();
    } catch (URISyntaxException e) {
      section.problem(
          SOURCE, "is not a URI", "Write one such as https://shop.example/orders or /shop/orders");
      return text;
    }
  }

  private static String region(String function, Optional<String> configured) {
    Matcher arn = FUNCTION_REGION.matcher(function);
    return arn.matches() ? arn.group(1) : configured.orElse("us-east-1");
  }
}
