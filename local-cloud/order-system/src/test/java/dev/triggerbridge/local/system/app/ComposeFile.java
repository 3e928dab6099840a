package dev.triggerbridge.local.system.app;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Docker Compose itself reads in compose.yaml: defaults filled in, short forms written out.
 */
record ComposeFile(JsonObject document) {
  static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();
  static final Path FOLDER = HOME.resolve("local-cloud/compose");

  /** A file of this machine as a container sees it. */
  record Mount(Path source, String target, boolean readOnly) {}

  /** Skips the test, visibly, where no Compose can be had. */
  static ComposeFile read() throws IOException {
    ComposeProgram compose;
    try {
      compose = ComposeProgram.resolve();
    } catch (IllegalStateException e) {
      return abort("skipped: " + e.getMessage());
    }
    return new ComposeFile(
        JsonParser.parseString(compose.run(FOLDER, "config", "--format", "json"))
            .getAsJsonObject());
  }

  Map<String, JsonObject> services() {
    Map<String, JsonObject> services = new TreeMap<>();
    document
        .getAsJsonObject("services")
        .entrySet()
        .forEach(each -> services.put(each.getKey(), each.getValue().getAsJsonObject()));
    return services;
  }

  JsonObject service(String name) {
    return document.getAsJsonObject("services").getAsJsonObject(name);
  }

  List<String> command(String service) {
    return stream(service(service), "command").map(JsonElement::getAsString).toList();
  }

  Map<String, String> environment(String service) {
    Map<String, String> variables = new TreeMap<>();
    service(service)
        .getAsJsonObject("environment")
        .entrySet()
        .forEach(each -> variables.put(each.getKey(), each.getValue().getAsString()));
    return variables;
  }

  List<Mount> mounts(String service) {
    return stream(service(service), "volumes")
        .map(JsonElement::getAsJsonObject)
        .filter(volume -> volume.get("type").getAsString().equals("bind"))
        .map(
            bind ->
                new Mount(
                    Path.of(bind.get("source").getAsString()),
                    bind.get("target").getAsString(),
                    bind.has("read_only") && bind.get("read_only").getAsBoolean()))
        .toList();
  }

  /** The text with folders and files of the container replaced by those of this machine. */
  String onThisMachine(String service, String text) {
    String changed = text;
    for (Mount mount : mounts(service)) {
      changed = changed.replace(mount.target(), mount.source().toString());
    }
    return changed;
  }

  static Stream<JsonElement> stream(JsonObject of, String list) {
    return of.has(list) && !of.get(list).isJsonNull()
        ? StreamSupport.stream(((JsonArray) of.get(list)).spliterator(), false)
        : Stream.empty();
  }
}
