package dev.triggerbridge.bridge.console.page;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dead letters that lie in JetStream. Thread-safe; methods block on the network. */
public interface DeadLetterDesk {
  /** Most entries of one list, and of one redrive. */
  int MOST = 200;

  /** The newest entries, newest first. */
  Listed list(Wanted wanted) throws IOException;

  /**
   * One entry with its payload.
   *
   * @param id {@code DLQ/17}
   * @throws ProblemException if there is none
   */
  Detail show(String id) throws IOException, ProblemException;

  /**
   * Gives entries another chance, one after the other; blocks until each has succeeded or failed.
   *
   * @param ids at most {@link #MOST}
   * @param dryRun only says what would happen
   */
  List<Redriven> redrive(List<String> ids, boolean dryRun) throws IOException;

  /**
   * Which entries.
   *
   * @param mapping empty for any
   * @param code error code or class; empty for any
   * @param since given up at or after
   * @param limit most entries, up to {@link #MOST}
   */
  record Wanted(
      Optional<String> mapping, Optional<String> code, Optional<Instant> since, int limit) {}

  /**
   * What was found.
   *
   * @param matching how many match of those looked at
   * @param looked how far back was looked, in positions of each stream
   * @param complete whether that reaches back to the oldest entry
   */
  record Listed(List<Entry> entries, long matching, long looked, boolean complete) {}

  /**
   * A dead letter.
   *
   * @param id {@code DLQ/17}
   * @param record the original record's id
   * @param time when it was given up
   * @param attempts failed attempts of the record itself
   */
  record Entry(
      String id,
      String mapping,
      String record,
      String subject,
      String messageId,
      Instant time,
      Instant recordTime,
      int attempts,
      long deliveries,
      String errorClass,
      String code,
      String message,
      int bytes) {}

  /** The same with what only one who looks at it wants. */
  record Detail(
      Entry entry, String consumer, String epoch, Map<String, List<String>> headers, Body body) {}

  /**
   * What came of one entry.
   *
   * @param result {@code would be redriven}, {@code redriven}, {@code failed} or {@code skipped}
   * @param target where it goes
   */
  record Redriven(
      String entry,
      String mapping,
      String record,
      String result,
      String code,
      String message,
      String target) {}
}
