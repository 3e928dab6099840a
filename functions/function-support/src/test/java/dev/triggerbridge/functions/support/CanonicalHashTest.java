package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalHashTest {
  @Test
  void hash_is_the_same_when_fields_and_items_come_in_another_order() {
    String one =
        CanonicalHash.of("order")
            .add("id", "o-1")
            .add("total", 1234)
            .addUnordered("items", List.of("a", "b"))
            .hex();
    String other =
        CanonicalHash.of("order")
            .addUnordered("items", List.of("b", "a"))
            .add("total", 1234)
            .add("id", "o-1")
            .hex();

    assertThat(one).isEqualTo(other).hasSize(64);
  }

  @Test
  void hash_differs_when_a_value_or_a_border_between_values_moves() {
    assertThat(CanonicalHash.of("order").add("a", "bc").add("d", "e").hex())
        .isNotEqualTo(CanonicalHash.of("order").add("a", "b").add("cd", "e").hex())
        .isNotEqualTo(CanonicalHash.of("refund").add("a", "bc").add("d", "e").hex());
    assertThat(CanonicalHash.of("order").addUnordered("items", List.of("ab", "c")).hex())
        .isNotEqualTo(CanonicalHash.of("order").addUnordered("items", List.of("a", "bc")).hex());
  }

  @Test
  void hash_refuses_a_field_that_is_added_twice() {
    CanonicalHash hash = CanonicalHash.of("order").add("id", "o-1");

    assertThatThrownBy(() -> hash.add("id", "o-2")).hasMessageContaining("id");
  }
}
