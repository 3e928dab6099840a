package dev.triggerbridge.bridge.trace;

import java.util.Set;

/**
 * What the spans of a mapping say of it.
 *
 * @param mapping its name
 * @param stream it reads
 * @param consumer durable name
 * @param function it invokes
 * @param region of the function
 * @param subjects that it reads and publishes to, wildcards among them; only those without become
 *     part of a span's name, so that the number of names stays bounded
 */
public record MappingFacts(
    String mapping,
    String stream,
    String consumer,
    String function,
    String region,
    Set<String> subjects) {
  /** Copies the set. */
  public MappingFacts {
    subjects = Set.copyOf(subjects);
  }

  /** The subject, if its kind is bounded, else the stream. */
  String destination(String subject) {
    return subjects.contains(subject) ? subject : stream;
  }
}
