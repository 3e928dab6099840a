package dev.triggerbridge.functions.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DescriptorTest {
  @Test
  void function_json_names_the_handler_of_this_module() {
    FunctionDescriptor descriptor = FunctionDescriptor.read(Path.of("function.json"));

    assertThat(descriptor.name()).isEqualTo("order");
    assertThat(descriptor.handler()).isEqualTo(OrderHandler.class.getName() + "::handleRequest");
  }
}
