package dev.triggerbridge.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Published schemas may only grow. After adding a field run the test with {@code
 * -Dschema.accept=true} and commit the snapshot: that accepts additions and nothing else.
 */
class PublishedSchemaTest {
  private static final String SNAPSHOT = "published-schema.txt";

  @Test
  void published_fields_keep_number_type_and_names() throws IOException {
    Set<String> now = current();
    Set<String> published = published();
    assertThat(now)
        .as("a published field changed or disappeared; add a new field or a new version instead")
        .containsAll(published);
    if (Boolean.getBoolean("schema.accept")) {
      Path file = Path.of("src/test/resources/dev/triggerbridge/events", SNAPSHOT);
      Files.writeString(file, String.join("\n", now) + "\n");
      return;
    }
    assertThat(published)
        .as("new fields: rerun with -Dschema.accept=true and commit " + SNAPSHOT)
        .containsAll(now);
  }

  @Test
  void order_created_v1_has_exactly_the_reference_fields_first() {
    List<String> first =
        dev.triggerbridge.events.orders.v1.OrderCreated.getDescriptor().getFields().stream()
            .filter(field -> field.getNumber() <= 5)
            .map(field -> field.getNumber() + " " + field.getType() + " " + field.getName())
            .toList();
    assertThat(first)
        .containsExactly(
            "1 STRING message_id",
            "2 STRING order_id",
            "3 STRING customer_id",
            "4 DOUBLE total_amount",
            "5 INT64 created_at");
  }

  @Test
  void descriptor_set_in_the_jar_describes_every_message_of_the_catalogue() throws Exception {
    try (InputStream file = PublishedSchemaTest.class.getResourceAsStream("events.desc")) {
      FileDescriptorSet set = FileDescriptorSet.parseFrom(Objects.requireNonNull(file));
      Set<String> described = new TreeSet<>();
      for (FileDescriptorProto proto : set.getFileList()) {
        proto
            .getMessageTypeList()
            .forEach(m -> described.add(proto.getPackage() + "." + m.getName()));
      }
      assertThat(described)
          .containsAll(SubjectCatalogue.all().stream().map(EventType::dataSchema).toList());
    }
  }

  private static Set<String> current() {
    Set<String> lines = new TreeSet<>();
    for (EventType type : SubjectCatalogue.all()) {
      lines.add("subject " + type.subject() + " " + type.stream() + " " + type.dataSchema());
      describe(type.prototype().getDescriptorForType(), lines);
    }
    return lines;
  }

  private static void describe(Descriptor message, Set<String> lines) {
    for (FieldDescriptor field : message.getFields()) {
      boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      lines.add(
          "field %s %d %s%s %s %s"
              .formatted(
                  message.getFullName(),
                  field.getNumber(),
                  field.isRepeated() ? "repeated " : "",
                  nested ? field.getMessageType().getFullName() : field.getType(),
                  field.getName(),
                  field.getJsonName()));
      if (nested) {
        describe(field.getMessageType(), lines);
      }
    }
  }

  private static Set<String> published() throws IOException {
    try (InputStream snapshot = PublishedSchemaTest.class.getResourceAsStream(SNAPSHOT)) {
      return snapshot == null
          ? Set.of()
          : new TreeSet<>(
              new String(snapshot.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
