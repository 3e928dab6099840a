package dev.triggerbridge.functions.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AuditDescriptorTest {
  @Test
  void descriptor_names_the_handler_its_zip_and_a_bucket() {
    FunctionDescriptor descriptor = FunctionDescriptor.read(Path.of("function.json"));

    assertThat(descriptor.handler()).isEqualTo(AuditHandler.class.getName() + "::handleRequest");
    assertThat(descriptor.artifact()).endsWithRaw(Path.of("target/audit-function.zip"));
    assertThat(descriptor.table()).isNull();
    assertThat(Objects.requireNonNull(descriptor.bucket()).name()).isEqualTo("audit");
  }

  @Test
  void start_without_a_bucket_name_is_refused_by_the_variables_name() {
    assertThatThrownBy(() -> AuditSettings.from(Map.of("BUCKET_NAME", " ")))
        .hasMessageContaining("BUCKET_NAME");
  }
}
