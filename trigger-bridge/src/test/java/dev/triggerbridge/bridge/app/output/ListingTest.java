package dev.triggerbridge.bridge.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ListingTest {
  private final Listing listing = new Listing("name", "ackPending");

  @Test
  void table_is_aligned_and_keeps_control_characters_from_the_terminal() {
    listing.add("a", 12);
    listing.add("long\u001b[2Jer", 3L);

    assertThat(printed(OutputFormat.TABLE).lines())
        .containsExactly("NAME        ACK PENDING", "a           12", "long [2Jer  3");
  }

  @Test
  void json_has_the_columns_as_fields_and_the_values_in_their_types() {
    listing.add("a \"b\"", 12);
    listing.add("c", true);

    assertThat(printed(OutputFormat.JSON).strip())
        .isEqualTo(
            "[{\"name\":\"a \\\"b\\\"\",\"ackPending\":12},{\"name\":\"c\",\"ackPending\":true}]");
  }

  @Test
  void nothing_is_a_heading_or_an_empty_array() {
    assertThat(printed(OutputFormat.TABLE).lines()).containsExactly("NAME  ACK PENDING");
    assertThat(printed(OutputFormat.JSON).strip()).isEqualTo("[]");
  }

  private String printed(OutputFormat format) {
    StringWriter text = new StringWriter();
    listing.print(new PrintWriter(text), format);
    return text.toString();
  }
}
