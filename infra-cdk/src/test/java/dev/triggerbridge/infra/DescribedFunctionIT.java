package dev.triggerbridge.infra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

class DescribedFunctionIT {
  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  @Test
  void function_that_is_not_built_is_refused_with_its_path_and_the_remedy() {
    FunctionDescriptor unbuilt =
        new FunctionDescriptor(
            "order",
            "a.B::c",
            Path.of("/nowhere/order-function.zip"),
            512,
            10,
            1,
            null,
            null,
            Map.of(),
            List.of());

    assertThatThrownBy(() -> InfraApp.OrderSystem.define(new App(), List.of(unbuilt)))
        .hasMessageContaining("function 'order', /nowhere/order-function.zip, does not exist")
        .hasMessageContaining("mvn package");
  }
}
