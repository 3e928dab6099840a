package dev.triggerbridge.bridge.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One log event as one line of JSON: time, level, logger, thread, message, then every key and value
 * of the event as a field of its own. Texts are bounded, so that no log carries a whole payload by
 * accident. Logback calls it from any thread.
 */
public final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
  private static final int MESSAGE_BOUND = 2000;
  private static final int FIELD_BOUND = 512;
  private static final int FRAME_BOUND = 12;
  private static final int CAUSE_BOUND = 4;

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("time", event.getInstant().toString());
      json.writeStringProperty("level", event.getLevel().toString());
      json.writeStringProperty("logger", event.getLoggerName());
      json.writeStringProperty("thread", event.getThreadName());
      json.writeStringProperty("message", bounded(event.getFormattedMessage(), MESSAGE_BOUND));
      fields(json, event);
      if (event.getThrowableProxy() != null) {
        json.writeStringProperty("stack", stack(event.getThrowableProxy()));
      }
      json.writeEndObject();
    }
    line.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
    return line.toByteArray();
  }

  private static void fields(JsonGenerator json, ILoggingEvent event) {
    Set<String> taken =
        new HashSet<>(Set.of("time", "level", "logger", "thread", "message", "stack"));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        if (taken.add(pair.key)) {
          field(json, pair.key, pair.value);
        }
      }
    }
    for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
      if (taken.add(entry.getKey())) {
        field(json, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void field(JsonGenerator json, String key, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNullProperty(key);
      case Integer number -> json.writeNumberProperty(key, number);
      case Long number -> json.writeNumberProperty(key, number);
      case Double number -> json.writeNumberProperty(key, number);
      case Boolean flag -> json.writeBooleanProperty(key, flag);
      default -> json.writeStringProperty(key, bounded(value.toString(), FIELD_BOUND));
    }
  }

  private static String stack(IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    IThrowableProxy cause = thrown;
    for (int i = 0; cause != null && i < CAUSE_BOUND; i++) {
      if (i > 0) {
        text.append("caused by ");
      }
      text.append(cause.getClassName())
          .append(": ")
          .append(bounded(String.valueOf(cause.getMessage()), FIELD_BOUND))
          .append('\n');
      StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
      for (int f = 0; f < Math.min(FRAME_BOUND, frames.length); f++) {
        text.append("  ").append(frames[f].getSTEAsString()).append('\n');
      }
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static String bounded(@Nullable String text, int bound) {
    if (text == null) {
      return "";
    }
    return text.length() <= bound ? text : text.substring(0, bound) + "...";
  }
}
