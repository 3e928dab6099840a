package dev.triggerbridge.functions.support;

import java.lang.reflect.Type;
import org.springframework.cloud.function.json.JsonMapper;

/** Spring Cloud Function asks for a JSON binder; ours converts nothing, so none is loaded. */
final class NoJsonMapper extends JsonMapper {
  @Override
  protected <T> T doFromJson(Object json, Type type) {
    throw new UnsupportedOperationException("functions take records as they are");
  }

  @Override
  public String toString(Object value) {
    throw new UnsupportedOperationException("functions return outcomes as they are");
  }
}
