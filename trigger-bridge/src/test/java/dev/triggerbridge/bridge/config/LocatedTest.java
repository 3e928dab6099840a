package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocatedTest {
  private static final String CONFIG =
      ConfigText.mapping(
          "filterCriteria: {filters: [{pattern: {subject: [a.b]}}]}",
          "schema: {protobuf: a.v1.Order}");

  @Test
  void mapping_that_only_moved_in_the_file_is_the_same() {
    MappingConfig moved = ConfigText.read("# a comment\n\n" + CONFIG).mappings().getFirst();

    assertThat(moved).isEqualTo(ConfigText.read(CONFIG).mappings().getFirst());
    assertThat(moved.filters().getFirst().line()).isEqualTo(9);
  }

  @Test
  void mapping_with_another_pattern_is_another() {
    MappingConfig other = ConfigText.read(CONFIG.replace("a.b", "a.c")).mappings().getFirst();

    assertThat(other).isNotEqualTo(ConfigText.read(CONFIG).mappings().getFirst());
  }
}
