package dev.triggerbridge.bridge.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code orderBy} block of a mapping. */
final class OrderByReader {
  private static final String TOKEN = "subjectToken";
  private static final String HEADER = "header";
  private static final String FIELD = "payloadField";
  private static final Range<Integer> POSITION = new Range<>(1, 16, String::valueOf);

  private OrderByReader() {}

  static Optional<OrderByConfig> read(Section mapping) {
    if (!mapping.has("orderBy")) {
      return Optional.empty();
    }
    Section section = mapping.section("orderBy");
    boolean halt = section.choice("onDeadLetter", true, Map.of("halt", true, "continue", false));
    List<String> named = List.of(TOKEN, HEADER, FIELD).stream().filter(section::hasValue).toList();
    if (named.size() != 1) {
      mapping.problem(
          "orderBy",
          named.isEmpty() ? "names no key" : "names " + String.join(" and ", named),
          "Write exactly one of subjectToken, header and payloadField");
    }
    Optional<OrderByConfig.Key> key =
        named.stream().findFirst().flatMap(kind -> key(section, kind));
    section.rejectUnknownKeys();
    return key.map(one -> new OrderByConfig(one, halt));
  }

  private static Optional<OrderByConfig.Key> key(Section section, String kind) {
    return switch (kind) {
      case TOKEN ->
          Optional.of(new OrderByConfig.Key.SubjectToken(section.integer(TOKEN, 1, POSITION)));
      case HEADER ->
          named(
                  section,
                  HEADER,
                  "[!-9;-~]{1,128}",
                  "is not the name of a header",
                  "Write one such as Order-Id")
              .map(OrderByConfig.Key.Header::new);
      default ->
          named(
                  section,
                  FIELD,
                  "[^.\\s]+(\\.[^.\\s]+){0,15}",
                  "is not a path",
                  "Write a field such as orderId or customer.id")
              .map(OrderByConfig.Key.PayloadField::new);
    };
  }

  private static Optional<String> named(
      Section section, String key, String form, String reason, String remedy) {
    Optional<String> text = section.text(key);
    if (text.isPresent() && !text.get().matches(form)) {
      section.problem(key, reason, remedy);
      return Optional.empty();
    }
    return text;
  }
}
