package dev.triggerbridge.bridge.console.page;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what belongs together, over all streams of the mappings. Thread-safe; blocks. */
public interface StoryDesk {
  /**
   * Everything that a record, or all records that bear an id, has caused and was caused by.
   *
   * @param query a record such as {@code ORDERS/9812}, or an id that stands in a header or payload
   * @param back how far back to look for an id
   * @throws ProblemException if there is no such stream or record
   */
  Story find(String query, Duration back) throws IOException, ProblemException;

  /**
   * What was found.
   *
   * @param kind {@code record} or {@code id}
   * @param notes what the story may lack, and why
   * @param searched where was looked
   * @param events oldest first
   */
  record Story(
      String query, String kind, List<String> notes, List<Searched> searched, List<Event> events) {}

  /**
   * A stream that was looked through.
   *
   * @param messages how many
   * @param complete whether everything since the time was seen
   */
  record Searched(String stream, Instant since, long messages, boolean complete) {}

  /**
   * One message.
   *
   * @param id the record's id
   * @param cause the record whose function returned it; empty if a producer published it
   * @param producers mappings whose function returned it; more than one if that cannot be told
   * @param functionName the function of the producer; empty if that cannot be told
   * @param matches whether it bears the id that was asked for
   * @param deadLetter what it says if it is a dead letter
   * @param fates what became of it in each mapping of its stream
   */
  record Event(
      String id,
      String stream,
      String subject,
      Instant time,
      String messageId,
      String cause,
      List<String> producers,
      String functionName,
      boolean matches,
      Map<String, List<String>> headers,
      Body body,
      Optional<GivenUp> deadLetter,
      List<InMapping> fates) {}

  /** Why a record was given up. */
  record GivenUp(
      String mapping,
      String record,
      int attempts,
      String errorClass,
      String code,
      String message) {}

  /** What became of a message in one mapping. */
  record InMapping(String mapping, String functionName, String fate, String detail) {}
}
