package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.triggerbridge.functions.support.EventSizes.EventsTooLargeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredEventsTest {
  private static final OutputEvent EVENT =
      new OutputEvent("e-1", "orders.created.v2", "orders.v2.OrderCreated", bytes(3));

  @Test
  void events_come_back_byte_for_byte_when_stored_and_read() {
    List<OutputEvent> events = List.of(EVENT, new OutputEvent("e-2", "s", "x.Y", ByteString.EMPTY));

    assertThat(StoredEvents.fromAttribute(StoredEvents.toAttribute(events))).isEqualTo(events);
    assertThat(StoredEvents.fromAttribute(null)).isEmpty();
  }

  @Test
  void events_are_refused_before_the_write_when_they_would_not_fit_the_row() {
    OutputEvent large = new OutputEvent("large", "s", "x.Y", bytes(200 * 1024));

    assertThat(EventSizes.check(List.of(large, EVENT))).containsExactly(large, EVENT);
    assertThatThrownBy(() -> EventSizes.check(List.of(EVENT, large, large)))
        .isInstanceOf(EventsTooLargeException.class)
        .hasMessageContainingAll("large", "307200");
  }

  private static ByteString bytes(int count) {
    return ByteString.copyFrom(new byte[count]);
  }
}
