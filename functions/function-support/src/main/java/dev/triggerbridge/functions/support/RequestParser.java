package dev.triggerbridge.functions.support;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a natsbatch/1 request from a stream, without a tree in between. Fields it does not know are
 * skipped, so that the contract can grow.
 */
final class RequestParser {
  static final String SCHEMA = "natsbatch/1";
  private static final JsonFactory JSON = new JsonFactory();

  private @Nullable String schema;
  private @Nullable String batchId;
  private RecordBatch.@Nullable Source source;
  private @Nullable List<RawRecord> records;

  private RequestParser() {}

  /**
   * @throws MalformedRequestException if it is not a natsbatch/1 request; nothing was run then
   */
  static RecordBatch parse(InputStream request) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), request)) {
      return new RequestParser().read(json);
    } catch (JacksonException e) {
      throw new MalformedRequestException(
          "the request is not a JSON object of schema natsbatch/1: " + e.getOriginalMessage());
    }
  }

  private RecordBatch read(JsonParser json) {
    expect(json.nextToken(), JsonToken.START_OBJECT, "the request");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "schema" -> schema = text(json, "schema");
        case "batchId" -> batchId = text(json, "batchId");
        case "source" -> source = source(json);
        case "records" -> records = records(json);
        default -> json.skipChildren();
      }
    }
    if (!SCHEMA.equals(schema)) {
      throw new MalformedRequestException(
          "schema is '%s': this function reads %s, set the mapping's envelope to nats"
              .formatted(schema, SCHEMA));
    }
    return new RecordBatch(
        require(batchId, "batchId"),
        require(source, "source"),
        unique(require(records, "records")));
  }

  private static RecordBatch.Source source(JsonParser json) {
    Map<String, String> fields = scalars(json, "source");
    return new RecordBatch.Source(
        require(fields.get("mapping"), "source.mapping"),
        require(fields.get("stream"), "source.stream"),
        require(fields.get("epoch"), "source.epoch"),
        require(fields.get("consumer"), "source.consumer"));
  }

  private static Map<String, String> scalars(JsonParser json, String path) {
    Map<String, String> fields = new LinkedHashMap<>();
    expect(json.currentToken(), JsonToken.START_OBJECT, path);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (json.nextToken().isScalarValue() && json.getString() != null) {
        fields.put(name, json.getString());
      } else {
        json.skipChildren();
      }
    }
    return fields;
  }

  private static List<RawRecord> records(JsonParser json) {
    List<RawRecord> all = new ArrayList<>();
    expect(json.currentToken(), JsonToken.START_ARRAY, "records");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all.add(record(json, "records[%d]".formatted(all.size())));
    }
    return all;
  }

  private static RawRecord record(JsonParser json, String path) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, List<String>> headers = Map.of();
    ByteString data = null;
    DataRef dataRef = null;
    expect(json.currentToken(), JsonToken.START_OBJECT, path);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "data" -> data = UnsafeByteOperations.unsafeWrap(json.getBinaryValue());
        case "dataRef" -> dataRef = dataRef(json, path + ".dataRef");
        case "headers" -> headers = headers(json, path + ".headers");
        default -> {
          if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
            fields.put(name, json.getString());
          } else {
            json.skipChildren();
          }
        }
      }
    }
    return new RawRecord(
        require(fields.get("id"), path + ".id"),
        require(fields.get("messageId"), path + ".messageId"),
        require(fields.get("subject"), path + ".subject"),
        number(fields, "streamSequence", path),
        number(fields, "deliveryCount", path),
        fields.get("key"),
        instant(fields.get("timestamp"), path),
        fields.get("contentType"),
        fields.get("dataSchema"),
        headers,
        dataRef == null ? require(data, path + ".data") : ByteString.EMPTY,
        dataRef);
  }

  private static DataRef dataRef(JsonParser json, String path) {
    Map<String, String> fields = scalars(json, path);
    return new DataRef(
        require(fields.get("s3"), path + ".s3"),
        number(fields, "bytes", path),
        require(fields.get("sha256"), path + ".sha256"));
  }

  private static Map<String, List<String>> headers(JsonParser json, String path) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    expect(json.currentToken(), JsonToken.START_OBJECT, path);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      List<String> values = new ArrayList<>();
      expect(json.nextToken(), JsonToken.START_ARRAY, path + "." + name);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        values.add(text(json, path + "." + name));
      }
      headers.put(name, List.copyOf(values));
    }
    return headers;
  }

  private static List<RawRecord> unique(List<RawRecord> records) {
    Set<String> ids = new HashSet<>();
    for (RawRecord record : records) {
      if (!ids.add(record.id())) {
        throw new MalformedRequestException(
            "record id '%s' occurs twice: ids must be unique in a batch".formatted(record.id()));
      }
    }
    return records;
  }

  private static String text(JsonParser json, String path) {
    expect(json.currentToken(), JsonToken.VALUE_STRING, path);
    return json.getString();
  }

  private static long number(Map<String, String> fields, String name, String path) {
    String value = require(fields.get(name), path + "." + name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new MalformedRequestException(
          "%s.%s is '%s': write a whole number".formatted(path, name, value));
    }
  }

  private static @Nullable Instant instant(@Nullable String value, String path) {
    try {
      return value == null ? null : Instant.parse(value);
    } catch (DateTimeException e) {
      throw new MalformedRequestException(
          "%s.timestamp is '%s': write an ISO-8601 instant".formatted(path, value));
    }
  }

  private static void expect(@Nullable JsonToken found, JsonToken wanted, String path) {
    if (found != wanted) {
      throw new MalformedRequestException(
          "%s starts with %s: natsbatch/1 wants %s".formatted(path, found, wanted));
    }
  }

  private static <T> T require(@Nullable T value, String path) {
    if (value == null) {
      throw new MalformedRequestException(path + " is missing: natsbatch/1 requires it");
    }
    return value;
  }
}
