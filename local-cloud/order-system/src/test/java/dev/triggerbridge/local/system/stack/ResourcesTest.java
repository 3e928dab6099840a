package dev.triggerbridge.local.system.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  @Test
  void resources_close_last_first_although_one_fails() {
    List<String> closed = new ArrayList<>();
    Resources resources = new Resources();
    resources.keep((AutoCloseable) () -> closed.add("first"));
    resources.keep(
        (AutoCloseable)
            () -> {
              closed.add("second");
              throw new IllegalStateException("second is stuck");
            });
    resources.keep((AutoCloseable) () -> closed.add("third"));

    assertThatThrownBy(resources::close).hasMessage("second is stuck");
    assertThat(closed).containsExactly("third", "second", "first");
  }
}
