package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.proxy.HttpRequest;
import dev.triggerbridge.local.proxy.HttpRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.atomic.AtomicLong;

/** The clocks of all function processes jump, and jump back at the end. */
final class ClockStepped implements Fault {
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Duration NOTICEABLE = Duration.ofSeconds(20);

  private final ChaosStack stack;
  private final String seconds;
  private final AtomicLong seen = new AtomicLong();

  /**
   * A step to come.
   *
   * @param seconds with its sign
   */
  ClockStepped(ChaosStack stack, String seconds) {
    this.stack = stack;
    this.seconds = seconds;
  }

  @Override
  public void begin() throws Exception {
    if (stack.clock().isEmpty()) {
      return;
    }
    stack.clock().get().step(seconds);
    stack.dynamoDbEndpoint().http().rule(this::look);
  }

  @Override
  public void end() throws Exception {
    if (stack.clock().isPresent()) {
      stack.clock().get().step("+0");
      stack.dynamoDbEndpoint().http().rule(HttpRule.NONE);
    }
  }

  @Override
  public long hits() {
    return seen.get();
  }

  /** The signature of a request tells what time its process believes it is. */
  private HttpRule.Fate look(HttpRequest request) {
    String date = request.header("x-amz-date");
    if (date != null && isOff(date)) {
      seen.incrementAndGet();
    }
    return new HttpRule.Fate.Forward();
  }

  private static boolean isOff(String date) {
    try {
      Instant claimed = LocalDateTime.parse(date, AMZ_DATE).toInstant(ZoneOffset.UTC);
      return Duration.between(claimed, Instant.now()).abs().compareTo(NOTICEABLE) > 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
