package dev.triggerbridge.bridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.app.Family.Ref;
import org.junit.jupiter.api.Test;

class FamilyTest {
  private static final Ref PLACED = new Ref("ORDERS", "e", 1);
  private static final Ref CREATED = new Ref("ORDERS", "e", 2);
  private static final Ref PAID = new Ref("PAYMENTS", "p", 1);
  private static final Ref CONFIRMED = new Ref("ORDERS", "e", 5);
  private static final Ref OTHER = new Ref("ORDERS", "e", 3);

  @Test
  void everything_that_a_record_has_caused_and_was_caused_by_belongs_to_it() {
    Family family = family(100);
    family.seed(PAID);

    assertThat(family.members()).containsExactlyInAnyOrder(PLACED, CREATED, PAID, CONFIRMED);
    assertThat(family.isCut()).isFalse();
  }

  @Test
  void circle_of_causes_ends() {
    Family family = family(100);
    family.caused(PLACED, CONFIRMED);
    family.seed(PLACED);

    assertThat(family.members()).hasSize(4);
  }

  @Test
  void family_that_is_too_large_is_cut_and_says_so() {
    Family family = family(2);
    family.seed(PLACED);

    assertThat(family.members()).hasSize(2);
    assertThat(family.isCut()).isTrue();
  }

  @Test
  void cause_is_read_with_its_epoch_and_anything_else_is_none() {
    assertThat(Ref.parse("ORDERS/created-17/9812"))
        .isEqualTo(new Ref("ORDERS", "created-17", 9812));
    assertThat(Ref.parse("ORDERS/9812")).isNull();
    assertThat(Ref.parse("ORDERS/e/x")).isNull();
    assertThat(Ref.parse("")).isNull();
  }

  private static Family family(int members) {
    Family family = new Family(100, members);
    family.caused(CREATED, PLACED);
    family.caused(PAID, CREATED);
    family.caused(CONFIRMED, PAID);
    family.caused(new Ref("ORDERS", "e", 4), OTHER);
    return family;
  }
}
