package dev.triggerbridge.bridge.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules that concern several blocks. They read what is written rather than finished records, so
 * that they also find what is wrong beside another mistake.
 */
final class CrossChecks {
  private CrossChecks() {}

  static void check(List<Section> streams, List<Section> mappings) {
    distinct(streams, "name", "a stream");
    distinct(mappings, "name", "a mapping");
    distinctConsumers(mappings);
    disjointStreams(streams);
    deadLettersLeaveTheirStream(streams, mappings);
  }

  private static void distinct(List<Section> sections, String key, String what) {
    Map<String, String> seen = new HashMap<>();
    for (Section section : sections) {
      Optional<String> name = written(section, key);
      if (name.isEmpty()) {
        continue;
      }
      String before = seen.putIfAbsent(name.get(), section.path());
      if (before != null) {
        section.problem(
            key, "is already the name of " + what + ", " + before, "Give each its own name");
      }
    }
  }

  private static void distinctConsumers(List<Section> mappings) {
    Map<String, Section> seen = new HashMap<>();
    for (Section mapping : mappings) {
      Optional<String> name = written(mapping, "name");
      Optional<String> consumer = written(mapping, "consumer").or(() -> name);
      Optional<String> stream = written(mapping, "stream");
      if (consumer.isEmpty() || stream.isEmpty()) {
        continue;
      }
      Section before = seen.putIfAbsent(stream.get() + '/' + consumer.get(), mapping);
      if (before != null && !name.equals(written(before, "name"))) {
        mapping.problem(
            mapping.hasValue("consumer") ? "consumer" : "name",
            "names the consumer that " + before.path() + " uses: they would share its messages",
            "Give each mapping its own consumer");
      }
    }
  }

  private static void disjointStreams(List<Section> streams) {
    Map<String, String> seen = new HashMap<>();
    for (Section stream : streams) {
      for (Section.Item subject : subjects(stream)) {
        seen.entrySet().stream()
            .filter(other -> Subjects.overlap(other.getKey(), subject.text()))
            .findFirst()
            .ifPresent(
                other ->
                    stream.problem(
                        subject,
                        "overlaps " + other.getKey() + " of " + other.getValue(),
                        "Let each subject belong to one stream"));
      }
      subjects(stream).forEach(subject -> seen.put(subject.text(), stream.path()));
    }
  }

  /** A mapping without filters reads its whole stream, so the stream's subjects are its filters. */
  private static void deadLettersLeaveTheirStream(List<Section> streams, List<Section> mappings) {
    for (Section mapping : mappings) {
      if (mapping.has("filterSubjects") || !mapping.has("onFailure")) {
        continue;
      }
      Section onFailure = mapping.quietly().section("onFailure");
      Optional<String> target = written(onFailure, "subject");
      Optional<String> source = written(mapping, "stream");
      for (Section stream : streams) {
        if (target.isPresent() && written(stream, "name").equals(source)) {
          subjects(stream).stream()
              .map(Section.Item::text)
              .filter(subject -> Subjects.overlap(subject, target.get()))
              .findFirst()
              .ifPresent(
                  subject -> OnFailureReader.ownSource(mapping.section("onFailure"), subject));
        }
      }
    }
  }

  private static Optional<String> written(Section section, String key) {
    return section.quietly().text(key);
  }

  private static List<Section.Item> subjects(Section stream) {
    return stream.quietly().items("subjects", "");
  }
}
