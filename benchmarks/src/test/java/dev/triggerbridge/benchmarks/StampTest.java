package dev.triggerbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StampTest {
  @Test
  void stamp_is_read_as_it_was_written() {
    byte[] payload = new byte[Stamp.LENGTH + 4];

    Stamp.write(payload, 1_795_439_619_271_123L);

    assertThat(Stamp.read(payload)).isEqualTo(1_795_439_619_271_123L);
  }
}
