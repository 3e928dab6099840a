package dev.triggerbridge.bridge.telemetry;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line per record that comes back or cannot be settled, and at DEBUG per settled record, with
 * everything needed to find it again. A payload, or a text that a function wrote, is never logged:
 * it may quote the payload. The one exception are error codes that look like codes.
 */
final class RecordLog {
  private static final Logger LOG = LoggerFactory.getLogger("records");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  /** What repeats every second or two during an outage is said this often. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String mapping;
  private final String function;
  private final ConcurrentHashMap<String, Long> lastSaid = new ConcurrentHashMap<>();

  RecordLog(String mapping, String function) {
    this.mapping = mapping;
    this.function = function;
  }

  /** What went well is said only where asked for: a line each would cost a tenth of the CPU. */
  void record(Delivery delivery, String outcome) {
    if (LOG.isDebugEnabled()) {
      about(delivery, Level.DEBUG, outcome, delivery.deliveryCount()).log("record {}", outcome);
    }
  }

  void retried(Delivery delivery, int attempt, Duration delay, String code) {
    about(delivery, Level.WARN, "retried", attempt)
        .addKeyValue("code", shown(code))
        .addKeyValue("delayMs", delay.toMillis())
        .log("record failed and comes back");
  }

  void deadLettered(Delivery delivery, int attempts, String code) {
    about(delivery, Level.WARN, "dead_lettered", attempts)
        .addKeyValue("code", shown(code))
        .log("record is in the dead letters");
  }

  void settleFailed(Delivery delivery, String message) {
    about(delivery, Level.WARN, "not_confirmed", delivery.deliveryCount())
        .addKeyValue("problem", message)
        .log("the server did not confirm: the record may come again");
  }

  void published(OutputEvent event, Delivery cause) {
    if (LOG.isDebugEnabled()) {
      about(cause, Level.DEBUG, "published", cause.deliveryCount())
          .addKeyValue("eventId", event.id())
          .addKeyValue("eventSubject", event.subject())
          .log("event published");
    }
  }

  void publishFailed(OutputEvent event, Delivery cause, String message) {
    if (notSaidLately("publish " + event.subject())) {
      about(cause, Level.WARN, "publish_failed", cause.deliveryCount())
          .addKeyValue("eventId", event.id())
          .addKeyValue("eventSubject", event.subject())
          .addKeyValue("problem", message)
          .log("event not stored, published again; its record stays unacked");
    }
  }

  void functionError(String kind, int records) {
    if (notSaidLately("function " + kind)) {
      mapping(Level.WARN, "function_error")
          .addKeyValue("kind", kind)
          .addKeyValue("records", records)
          .log("the function did not return; its own log says why");
    }
  }

  void wrongAnswer(String kind, String message, int records) {
    if (notSaidLately("answer " + kind)) {
      mapping(Level.WARN, "wrong_answer")
          .addKeyValue("kind", kind)
          .addKeyValue("records", records)
          .addKeyValue("problem", message)
          .log("the answer breaks the contract: the batch is tried again");
    }
  }

  void held(int records, String reason) {
    if (notSaidLately("held " + reason)) {
      mapping(Level.INFO, "held")
          .addKeyValue("reason", shown(reason))
          .addKeyValue("records", records)
          .log("records wait and cost no attempt");
    }
  }

  void alarm(String code, String message) {
    if (notSaidLately("alarm " + code)) {
      mapping(Level.ERROR, "alarm")
          .addKeyValue("code", code)
          .addKeyValue("problem", message)
          .log("somebody must look at this");
    }
  }

  private LoggingEventBuilder mapping(Level level, String outcome) {
    return LOG.atLevel(level)
        .addKeyValue("mapping", mapping)
        .addKeyValue("function", function)
        .addKeyValue("outcome", outcome);
  }

  private LoggingEventBuilder about(Delivery delivery, Level level, String outcome, long attempt) {
    LoggingEventBuilder line =
        mapping(level, outcome)
            .addKeyValue("messageId", delivery.messageId())
            .addKeyValue("subject", delivery.subject())
            .addKeyValue("stream", delivery.stream())
            .addKeyValue("streamSequence", delivery.sequence())
            .addKeyValue("attempt", attempt)
            .addKeyValue("deliveryCount", delivery.deliveryCount());
    @Nullable String trace = delivery.traceId();
    return trace == null ? line : line.addKeyValue("traceId", trace);
  }

  private boolean notSaidLately(String what) {
    long now = System.nanoTime();
    Long before = lastSaid.get(what);
    if (before != null && now - before < QUIET_NANOS) {
      return false;
    }
    lastSaid.put(what, now);
    return true;
  }

  private static String shown(String code) {
    return CODE.matcher(code).matches() ? code : "(not a code)";
  }
}
