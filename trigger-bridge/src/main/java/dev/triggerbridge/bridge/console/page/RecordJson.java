package dev.triggerbridge.bridge.console.page;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes public records as JSON: their components in order, empty options left out, times in ISO
 * 8601. What the API answers is what the records say, so the two cannot drift apart.
 */
final class RecordJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RecordJson() {}

  static byte[] of(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(out, value);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Boolean flag -> out.writeBoolean(flag);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Collection<?> many -> {
        out.writeStartArray();
        many.forEach(each -> write(out, each));
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach((name, each) -> property(out, String.valueOf(name), each));
        out.writeEndObject();
      }
      case Record fields -> {
        out.writeStartObject();
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
          property(out, component.getName(), read(component, fields));
        }
        out.writeEndObject();
      }
      default -> out.writeString(value.toString());
    }
  }

  private static void property(JsonGenerator out, String name, @Nullable Object value) {
    if (value instanceof Optional<?> option) {
      option.ifPresent(present -> property(out, name, present));
      return;
    }
    out.writeName(name);
    write(out, value);
  }

  private static @Nullable Object read(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " of a public record cannot be read", e);
    }
  }
}
