package dev.triggerbridge.bridge.console.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls behind {@code /api/}: reads fields, asks a desk, and answers with its record. */
final class Api {
  /** A query of years would read whole streams. */
  static final Duration FARTHEST = Duration.ofDays(31);

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final Duration BACK = Duration.ofHours(1);
  private static final int LONGEST_QUERY = 200;
  private static final String ENTRIES = "dead-letters/";
  private static final String MAPPINGS = "mappings/";

  private final Desks desks;

  Api(Desks desks) {
    this.desks = desks;
  }

  Object get(String call, Query query) throws IOException, ProblemException {
    return switch (call) {
      case "overview" -> desks.mappings().overview();
      case "dead-letters" ->
          desks
              .deadLetters()
              .list(
                  new DeadLetterDesk.Wanted(
                      query.text("mapping"),
                      query.text("code"),
                      query.since("since", Instant.now()),
                      query.number("limit", 100, DeadLetterDesk.MOST)));
      case "stories" -> story(query);
      case "filters" -> new FilterList(desks.filters().known());
      default -> {
        if (call.startsWith(ENTRIES)) {
          yield desks.deadLetters().show(call.substring(ENTRIES.length()));
        }
        throw unknown(call);
      }
    };
  }

  Object post(String call, Fields fields, String who) throws IOException, ProblemException {
    if (call.equals("dead-letters/redrive")) {
      return redrive(fields, who);
    }
    if (call.equals("filters/test")) {
      return desks.filters().test(trial(fields));
    }
    if (call.startsWith(MAPPINGS) && call.endsWith("/pause")) {
      String mapping = call.substring(MAPPINGS.length(), call.length() - "/pause".length());
      desks.mappings().pause(mapping);
      LOG.info("mapping {} is paused from the console by {}", mapping, who);
      return new Switched(mapping, true);
    }
    if (call.startsWith(MAPPINGS) && call.endsWith("/resume")) {
      String mapping = call.substring(MAPPINGS.length(), call.length() - "/resume".length());
      desks.mappings().resume(mapping);
      LOG.info("mapping {} is resumed from the console by {}", mapping, who);
      return new Switched(mapping, false);
    }
    throw unknown(call);
  }

  private StoryDesk.Story story(Query query) throws IOException, ProblemException {
    String wanted =
        query
            .text("query")
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            "query", "", "is missing", "Send a record or an id that events bear")));
    if (wanted.length() > LONGEST_QUERY) {
      throw new ProblemException(
          Problem.of("query", "", "is longer than 200 characters", "Send one id"));
    }
    Duration back = query.span("back").orElse(BACK);
    if (back.compareTo(FARTHEST) > 0) {
      throw new ProblemException(
          Problem.of(
              "back",
              query.text("back").orElse(""),
              "is longer than 31d",
              "Send a shorter time, or the record itself, such as ORDERS/9812"));
    }
    return desks.stories().find(wanted, back);
  }

  private Redrives redrive(Fields fields, String who) throws IOException, ProblemException {
    List<String> entries = fields.texts("entries");
    if (entries.isEmpty() || entries.size() > DeadLetterDesk.MOST) {
      throw new ProblemException(
          Problem.of(
              "entries",
              entries.size() + " entries",
              "are not 1 to " + DeadLetterDesk.MOST,
              "Name entries such as DLQ/17, or use the command dlq redrive"));
    }
    boolean dryRun = fields.flag("dryRun");
    if (!dryRun) {
      LOG.info("{} dead letters are redriven from the console by {}", entries.size(), who);
    }
    return new Redrives(dryRun, desks.deadLetters().redrive(entries, dryRun));
  }

  private static FilterDesk.Trial trial(Fields fields) throws ProblemException {
    String payload = fields.text("payload").orElse("");
    Map<String, List<String>> headers = fields.lists("headers");
    return new FilterDesk.Trial(
        fields.required("mapping", "Name a mapping"),
        fields.required("subject", "Send one such as orders.created.v1"),
        headers,
        fields.flag("base64") ? base64(payload) : payload.getBytes(StandardCharsets.UTF_8),
        fields.text("pattern"));
  }

  private static byte[] base64(String text) throws ProblemException {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of("payload", "", "is not base64", "Correct it, or send base64: false"));
    }
  }

  private static ProblemException unknown(String call) {
    return new ProblemException(
        Problem.notFound("path", "/api/" + call, "is no call", "See docs/console.md"));
  }

  /** Whether a mapping is paused now. */
  public record Switched(String mapping, boolean paused) {}

  /** What came of a redrive. */
  public record Redrives(boolean dryRun, List<DeadLetterDesk.Redriven> entries) {}

  /** What can be tried. */
  public record FilterList(List<FilterDesk.Known> mappings) {}
}
