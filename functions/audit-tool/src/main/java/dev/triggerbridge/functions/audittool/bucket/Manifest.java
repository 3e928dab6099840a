package dev.triggerbridge.functions.audittool.bucket;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seal of a range of sequences: what the audit held of it when the range was complete. Each one
 * names the hash of the one before, so that none can be changed, left out or put in later without a
 * break. Whole numbers are strings, as everywhere on our wires.
 *
 * @param schema always {@link #SCHEMA}
 * @param stream of the range
 * @param epoch of the range
 * @param index place in the chain, from 1
 * @param first first sequence of the range
 * @param last last sequence of the range
 * @param previous SHA-256 of the manifest before, {@link #NONE} for the first
 * @param records how many messages the range has
 * @param digest SHA-256 over the line hashes of the records in the order of sequences
 * @param absent sequences of the range that neither stream nor audit had, accepted by a person
 * @param objects keys of the objects that hold the range
 */
public record Manifest(
    String schema,
    String stream,
    String epoch,
    String index,
    String first,
    String last,
    String previous,
    String records,
    String digest,
    List<String> absent,
    List<String> objects) {
  /** Name and version of this form. */
  public static final String SCHEMA = "auditmanifest/1";

  /** What the first manifest names as the one before. */
  public static final String NONE = "0".repeat(64);

  /** No stream's name can begin so: a dot separates subject tokens. */
  public static final String PREFIX = ".sealed/";

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Where the manifest of this place in an epoch's chain lies. */
  public static String key(Epoch epoch, long index) {
    return "%s%s/%020d.json".formatted(PREFIX, epoch, index);
  }

  /** The first sequence as a number. */
  public long firstSequence() {
    return Long.parseLong(first);
  }

  /** The last sequence as a number. */
  public long lastSequence() {
    return Long.parseLong(last);
  }

  /** What is stored; the same manifest gives the same bytes. */
  public byte[] bytes() {
    return JSON.toJson(this).getBytes(StandardCharsets.UTF_8);
  }

  /** The manifest that these bytes are, or null if they are none. */
  public static @Nullable Manifest read(byte[] bytes) {
    try {
      Manifest read = JSON.fromJson(new String(bytes, StandardCharsets.UTF_8), Manifest.class);
      boolean whole =
          read != null
              && SCHEMA.equals(read.schema)
              && read.first.matches("\\d{1,18}")
              && read.last.matches("\\d{1,18}")
              && read.absent != null
              && read.objects != null
              && read.digest != null
              && read.previous != null;
      return whole ? read : null;
    } catch (JsonParseException | NullPointerException e) {
      return null;
    }
  }
}
