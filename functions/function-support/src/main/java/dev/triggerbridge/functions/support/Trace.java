package dev.triggerbridge.functions.support;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C trace context, passed on from a record to its events and its log line. */
final class Trace {
  static final String HEADER = "traceparent";
  private static final List<String> PASSED_ON = List.of(HEADER, "tracestate");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

  private Trace() {}

  /** The trace id of a record, or null if it has none that is well-formed. */
  static @Nullable String id(RawRecord record) {
    String parent = record.header(HEADER);
    var matcher = TRACEPARENT.matcher(parent == null ? "" : parent);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** Names and values of the headers that the record's events carry on. */
  static List<Header> carriedOn(RawRecord record) {
    List<Header> headers = new ArrayList<>();
    for (String name : PASSED_ON) {
      String value = record.header(name);
      if (value != null) {
        headers.add(new Header(name, value));
      }
    }
    return headers;
  }

  record Header(String name, String value) {}
}
