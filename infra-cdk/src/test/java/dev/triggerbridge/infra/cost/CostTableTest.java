package dev.triggerbridge.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTableTest {
  private static final Path DATA = Path.of("cost.yaml");

  @TempDir Path folder;

  @Test
  void page_is_what_the_data_gives() throws Exception {
    assertThat(Path.of("../docs/results/cost.md"))
        .as("run infra-cdk/cost")
        .hasContent(CostTable.page(CostData.read(DATA)));
  }

  @Test
  void month_of_a_load_is_what_a_calculator_says() throws Exception {
    Map<String, Double> month =
        new CostModel(CostData.read(DATA)).month(new CostData.Load(1, 1, 1, 3));

    // 2,628,000 orders: 15 write units at 0.625 and 7 read units at 0.125 dollars a million.
    assertThat(month.get("DynamoDB requests")).isCloseTo(26.94, within(0.01));
    // 3 instances and 3 volumes of 200 GB.
    assertThat(month.get("NATS")).isCloseTo(3 * 0.0816 * 730 + 48, within(0.01));
  }

  @Test
  void every_price_has_a_unit_and_a_source() throws Exception {
    assertThat(CostData.read(DATA).prices())
        .isNotEmpty()
        .allSatisfy(
            (name, price) ->
                assertThat((Map<?, ?>) price)
                    .as(String.valueOf(name))
                    .satisfies(
                        given -> {
                          assertThat(given.get("unit")).isNotNull();
                          assertThat(String.valueOf(given.get("source")))
                              .startsWith("https://aws.");
                        }));
  }

  @Test
  void missing_number_is_refused_by_name() throws Exception {
    Path file = Files.writeString(folder.resolve("cost.yaml"), "prices: {lambdaRequest: {}}\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CostData.read(file).number("prices", "lambdaRequest"))
        .withMessageContaining("prices.lambdaRequest");
  }
}
