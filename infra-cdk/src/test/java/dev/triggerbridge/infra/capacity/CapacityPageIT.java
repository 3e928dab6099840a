package dev.triggerbridge.infra.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CapacityPageIT {
  @Test
  void page_is_what_the_data_and_the_seed_give() throws Exception {
    CapacityData data = CapacityData.read(CapacityModelTest.CAPACITY, CapacityModelTest.COST);

    assertThat(Path.of("../docs/results/capacity.md"))
        .as("run infra-cdk/capacity")
        .hasContent(CapacityTable.page(data, CapacityTable.SEED));
  }
}
