package dev.triggerbridge.bridge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLogEncoderTest {
  private final LoggingEvent event = event("record acked");

  @Test
  void event_is_one_line_with_its_pairs_as_fields() {
    event.addKeyValuePair(new KeyValuePair("messageId", "ord-17"));
    event.addKeyValuePair(new KeyValuePair("streamSequence", 9812L));
    event.addKeyValuePair(new KeyValuePair("attempt", 2));
    event.addKeyValuePair(new KeyValuePair("traceId", null));

    assertThat(line())
        .isEqualTo(
            "{\"time\":\"2026-11-23T07:00:00.123Z\",\"level\":\"INFO\",\"logger\":\"records\","
                + "\"thread\":\"main\",\"message\":\"record acked\",\"messageId\":\"ord-17\","
                + "\"streamSequence\":9812,\"attempt\":2,\"traceId\":null}\n");
  }

  @Test
  void line_breaks_and_quotes_in_a_value_stay_inside_it() {
    event.addKeyValuePair(new KeyValuePair("subject", "a\"\n{\"level\":\"ERROR\"}"));

    assertThat(line().strip()).doesNotContain("\n").contains("a\\\"\\n{\\\"level\\\"");
  }

  @Test
  void pair_named_like_a_fixed_field_does_not_replace_it() {
    event.addKeyValuePair(new KeyValuePair("level", "forged"));

    assertThat(line()).doesNotContain("forged");
  }

  @Test
  void long_value_is_bounded() {
    event.addKeyValuePair(new KeyValuePair("code", "x".repeat(100_000)));

    assertThat(line()).hasSizeLessThan(800);
  }

  @Test
  void exception_is_a_bounded_field_with_its_causes() {
    IllegalStateException thrown =
        new IllegalStateException("outer", new IllegalArgumentException("inner"));
    event.setThrowableProxy(new ThrowableProxy(thrown));

    assertThat(line())
        .contains("\"stack\":\"java.lang.IllegalStateException: outer\\n")
        .contains("caused by java.lang.IllegalArgumentException: inner\\n")
        .hasSizeLessThan(8000);
  }

  private String line() {
    return new String(new JsonLogEncoder().encode((ILoggingEvent) event), StandardCharsets.UTF_8);
  }

  private static LoggingEvent event(String message) {
    LoggingEvent event = new LoggingEvent();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    event.setLoggerContext(context);
    event.setLoggerName("records");
    event.setLevel(Level.INFO);
    event.setThreadName("main");
    event.setMessage(message);
    event.setInstant(Instant.parse("2026-11-23T07:00:00.123Z"));
    return event;
  }
}
