package dev.triggerbridge.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeStoreTest {
  @TempDir Path folder;

  @Test
  void same_artifact_keeps_its_place_and_another_one_gets_another() throws IOException {
    CodeStore store = new CodeStore(folder.resolve("cache"));
    FunctionCode first = store.unpack(function(zip("a.zip", "a.txt")));
    FunctionCode again = store.unpack(function(zip("b.zip", "a.txt")));
    FunctionCode other = store.unpack(function(zip("c.zip", "c.txt")));
    assertThat(again).isEqualTo(first);
    assertThat(other.root()).isNotEqualTo(first.root());
    assertThat(first.taskRoot().resolve("a.txt")).hasContent("content");
  }

  @Test
  void class_path_has_only_jars_and_the_runtime_first() throws IOException {
    FunctionCode code = new CodeStore(folder.resolve("cache")).unpack(function(zip("a.zip", "a")));
    assertThat(code.classPath()).allMatch(path -> path.toString().endsWith(".jar"));
    assertThat(code.classPath().getFirst().toString())
        .contains("aws-lambda-java-runtime-interface-client");
    assertThat(code.jniLibrary()).exists();
  }

  @Test
  void artifact_with_an_entry_outside_of_it_is_refused() throws IOException {
    LocalFunction function = function(zip("evil.zip", "../../evil.txt"));
    assertThatThrownBy(() -> new CodeStore(folder.resolve("cache")).unpack(function))
        .rootCause()
        .hasMessageContaining("../../evil.txt");
    assertThat(folder.resolve("cache/functions")).isEmptyDirectory();
  }

  @Test
  void artifact_that_is_not_there_is_named() {
    assertThatThrownBy(
            () -> new CodeStore(folder).unpack(function(folder.resolve("target/none.zip"))))
        .hasMessageContaining("target/none.zip")
        .hasMessageContaining("function sample");
  }

  private Path zip(String name, String entry) throws IOException {
    Path zip = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      ZipEntry fixed = new ZipEntry(entry);
      fixed.setTime(0);
      out.putNextEntry(fixed);
      out.write("content".getBytes("UTF-8"));
    }
    return zip;
  }

  private static LocalFunction function(Path artifact) {
    return new LocalFunction(
        "sample",
        "a.B::c",
        artifact,
        128,
        java.time.Duration.ofSeconds(3),
        1,
        Map.of(),
        Set.of(),
        Optional.empty());
  }
}
