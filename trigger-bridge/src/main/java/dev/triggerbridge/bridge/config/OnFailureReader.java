package dev.triggerbridge.bridge.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where dead letters go, and where payloads go that do not fit. */
final class OnFailureReader {
  private static final List<String> KINDS = List.of("subject", "sqs", "sns", "s3");
  private static final Pattern QUEUE_URL =
      Pattern.compile("https?://[^/\\s?#@]+(/[^/\\s?#]+)*/[A-Za-z0-9_-]{1,75}(\\.fifo)?");
  private static final Pattern TOPIC_ARN =
      Pattern.compile(
          "arn:aws[a-zA-Z-]*:sns:[a-z]{2}(-[a-z]+)+-\\d:\\d{12}:[A-Za-z0-9_-]{1,251}(\\.fifo)?");

  private OnFailureReader() {}

  static Optional<OnFailure> read(Section mapping, List<String> filters) {
    if (!mapping.has("onFailure")) {
      return Optional.empty();
    }
    Section section = mapping.section("onFailure");
    List<String> given = KINDS.stream().filter(section::has).toList();
    Optional<OnFailure> destination = Optional.empty();
    if (given.size() == 1) {
      destination = read(section, given.getFirst(), filters);
    } else if (given.size() > 1) {
      section.problem(
          given.get(1), "stands beside " + given.getFirst(), "Keep one destination of the two");
    }
    section.rejectUnknownKeys();
    if (given.isEmpty() && section.isSound()) {
      mapping.problem(
          "onFailure",
          "names no destination",
          "Write one of subject, sqs, sns or s3, or leave it out to hold such records");
    }
    return destination;
  }

  static Optional<S3Location> claimCheck(Section mapping) {
    if (!mapping.has("claimCheck")) {
      return Optional.empty();
    }
    Section section = mapping.section("claimCheck");
    String text = section.requiredText("s3", S3Location.EXAMPLE);
    Optional<S3Location> location = text.isEmpty() ? Optional.empty() : location(section, text);
    section.rejectUnknownKeys();
    return location;
  }

  static void ownSource(Section onFailure, String filter) {
    onFailure.problem(
        "subject",
        "lies inside " + filter + ", which this mapping itself reads: dead letters would loop",
        "Use a subject of another stream, or leave onFailure out to hold such records");
  }

  private static Optional<OnFailure> read(Section section, String kind, List<String> filters) {
    String text = section.requiredText(kind, "Write where dead letters go");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (kind) {
      case "subject" -> Optional.of(subject(section, text, filters));
      case "sqs" -> {
        if (!QUEUE_URL.matcher(text).matches()) {
          section.problem(
              "sqs",
              "is not the URL of a queue",
              "Write one such as https://sqs.eu-central-1.amazonaws.com/123456789012/dead-letters");
        }
        yield Optional.of(new OnFailure.Sqs(text));
      }
      case "sns" -> {
        if (!TOPIC_ARN.matcher(text).matches()) {
          section.problem(
              "sns",
              "is not the ARN of a topic",
              "Write one such as arn:aws:sns:eu-central-1:123456789012:dead-letters");
        }
        yield Optional.of(new OnFailure.Sns(text));
      }
      default -> location(section, text).map(OnFailure.S3::new);
    };
  }

  private static OnFailure subject(Section section, String subject, List<String> filters) {
    Subjects.publishFault(subject)
        .ifPresent(
            fault ->
                section.problem("subject", fault, "Write one exact subject, such as orders.dlq"));
    filters.stream()
        .filter(filter -> Subjects.overlap(filter, subject))
        .findFirst()
        .ifPresent(filter -> ownSource(section, filter));
    return new OnFailure.Subject(subject);
  }

  private static Optional<S3Location> location(Section section, String text) {
    Optional<S3Location> location = S3Location.parse(text);
    if (location.isEmpty()) {
      section.problem("s3", "is not a bucket with a prefix", S3Location.EXAMPLE);
    }
    return location;
  }
}
