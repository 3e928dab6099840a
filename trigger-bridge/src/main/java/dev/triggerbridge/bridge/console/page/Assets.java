package dev.triggerbridge.bridge.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files of the page, out of this program's jar. Read once; thread-safe. */
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          ".html", "text/html; charset=utf-8",
          ".css", "text/css; charset=utf-8",
          ".js", "text/javascript; charset=utf-8",
          ".svg", "image/svg+xml");

  private final Map<String, Optional<Asset>> read = new ConcurrentHashMap<>();

  /** The file of this name, such as {@code app.css}; empty if there is none. */
  Optional<Asset> find(String name) {
    if (!name.matches("[a-z0-9-]+(/[a-z0-9-]+)*\\.[a-z]+")) {
      return Optional.empty();
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.')));
    if (type == null) {
      return Optional.empty();
    }
    Optional<Asset> known = read.get(name);
    if (known != null) {
      return known;
    }
    Optional<Asset> found = load(name, type);
    // Names that do not exist are not remembered: anybody can think up more of them.
    found.ifPresent(asset -> read.put(name, found));
    return found;
  }

  private static Optional<Asset> load(String name, String type) {
    try (InputStream in = Assets.class.getResourceAsStream("web/" + name)) {
      return in == null ? Optional.empty() : Optional.of(new Asset(type, in.readAllBytes()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A file. */
  record Asset(String type, byte[] bytes) {}
}
