package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A block of a YAML document. */
record Manifest(Map<String, Object> values) {
  /** Where the manifests are. */
  static final Path KUBERNETES = Path.of("..", "infra-cdk", "kubernetes");

  static Manifest of(Object value) {
    Map<String, Object> values = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, each) -> values.put(String.valueOf(key), each));
    return new Manifest(values);
  }

  /** The one manifest of a kind in a file. */
  static Manifest only(String file, String kind) throws IOException {
    List<Manifest> found =
        all(KUBERNETES.resolve(file)).filter(each -> each.text("kind").equals(kind)).toList();
    assertThat(found).as("%s in %s", kind, file).hasSize(1);
    return found.getFirst();
  }

  /** Every document of a file. */
  static Stream<Manifest> all(Path file) throws IOException {
    Iterable<Object> documents =
        new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file));
    return StreamSupport.stream(documents.spliterator(), false).map(Manifest::of);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Manifest at(String... path) {
    Manifest here = this;
    for (String key : path) {
      here = of(here.value(key));
    }
    return here;
  }

  Manifest first(String key) {
    return of(list(key).getFirst());
  }

  List<Object> list(String key) {
    return new ArrayList<>((List<?>) value(key));
  }

  Stream<Manifest> blocks(String key) {
    return list(key).stream().map(Manifest::of);
  }

  String text(String... path) {
    Manifest parent = at(List.of(path).subList(0, path.length - 1).toArray(String[]::new));
    return String.valueOf(parent.value(path[path.length - 1]));
  }

  int number(String key) {
    return (Integer) value(key);
  }

  Object value(String key) {
    return Objects.requireNonNull(values.get(key), () -> key + " is missing in " + values.keySet());
  }
}
