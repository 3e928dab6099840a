package dev.triggerbridge.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectCatalogueTest {
  @Test
  void every_subject_is_found_and_stands_in_exactly_one_stream() {
    List<String> listed =
        SubjectCatalogue.streams().values().stream().flatMap(List::stream).toList();
    assertThat(new HashSet<>(listed)).hasSameSizeAs(listed);
    for (EventType type : SubjectCatalogue.all()) {
      assertThat(SubjectCatalogue.bySubject(type.subject())).contains(type);
      assertThat(SubjectCatalogue.streams().get(type.stream())).contains(type.subject());
    }
  }

  @Test
  void subject_of_an_unknown_version_is_not_found() {
    assertThat(SubjectCatalogue.bySubject("orders.created.v9")).isEmpty();
  }

  @Test
  void dead_letter_subjects_belong_to_the_dead_letter_stream_alone() {
    assertThat(SubjectCatalogue.streams().get(SubjectCatalogue.DEAD_LETTERS))
        .containsExactly("orders.dlq", "payments.dlq", "inventory.dlq");
    assertThat(SubjectCatalogue.all()).noneMatch(type -> type.subject().endsWith(".dlq"));
  }
}
