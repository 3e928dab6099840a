package dev.triggerbridge.functions.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionDescriptorsTest {
  private static final String MINIMAL =
      """
      {"name": "%s", "handler": "a.B::c", "artifact": "target/f.zip", "memoryMb": 512,
       "timeoutSeconds": 10, "reservedConcurrency": 5,
       "table": {"name": "%s", "partitionKey": "pk"}}
      """;

  @TempDir Path functions;

  @Test
  void all_descriptors_come_by_name_and_other_folders_are_ignored() throws IOException {
    write("z-folder", MINIMAL.formatted("alpha", "alphas"));
    write("a-folder", MINIMAL.formatted("beta", "betas"));
    Files.createDirectory(functions.resolve("function-support"));

    assertThat(FunctionDescriptors.readAll(functions))
        .extracting(FunctionDescriptor::name)
        .containsExactly("alpha", "beta");
  }

  @Test
  void problems_of_all_files_are_reported_together() throws IOException {
    write("one", MINIMAL.formatted("one", "t"));
    write("two", "{");

    assertThatThrownBy(() -> FunctionDescriptors.readAll(functions))
        .isInstanceOf(InvalidDescriptorException.class)
        .hasMessageContaining("one/function.json: table.name is 't'")
        .hasMessageContaining("two/function.json: line 1");
  }

  @Test
  void a_table_with_two_owners_is_refused() throws IOException {
    write("one", MINIMAL.formatted("one", "orders"));
    write("two", MINIMAL.formatted("two", "orders"));

    assertThatThrownBy(() -> FunctionDescriptors.readAll(functions))
        .hasMessageContaining("two/function.json: table.name is 'orders', which belongs to")
        .hasMessageContaining("one/function.json");
  }

  @Test
  void a_folder_without_descriptors_is_refused() {
    assertThatThrownBy(() -> FunctionDescriptors.readAll(functions))
        .hasMessageContaining("no folder in it has a function.json");
  }

  @Test
  void a_missing_folder_is_refused() {
    assertThatThrownBy(() -> FunctionDescriptors.readAll(functions.resolve("nowhere")))
        .hasMessageContaining("nowhere: cannot be listed");
  }

  private void write(String folder, String json) throws IOException {
    Files.writeString(
        Files.createDirectory(functions.resolve(folder)).resolve(FunctionDescriptor.FILE_NAME),
        json);
  }
}
