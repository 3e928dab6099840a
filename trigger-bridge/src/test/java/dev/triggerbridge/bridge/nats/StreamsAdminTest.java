package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsAdminTest {
  private final TestServer nats;

  StreamsAdminTest(@TempDir Path directory) throws Exception {
    nats = new TestServer(directory);
  }

  @AfterEach
  void stop() throws Exception {
    nats.close();
  }

  @Test
  void new_stream_has_every_limit_and_an_epoch() throws Exception {
    assertThat(nats.createStream("IN", "in.>")).isEmpty();

    StreamInfo info = nats.management().getStreamInfo("IN");
    StreamConfiguration made = info.getConfiguration();
    assertThat(made.getMaxAge()).isEqualTo(Duration.ofHours(1));
    assertThat(made.getMaxBytes()).isEqualTo(64 << 20);
    assertThat(made.getDiscardPolicy()).isEqualTo(DiscardPolicy.New);
    assertThat(made.getDuplicateWindow()).isEqualTo(Duration.ofMinutes(2));
    assertThat(Epochs.of(info)).hasSize(36);
  }

  @Test
  void stream_as_configured_is_left_alone() throws Exception {
    List<String> created = nats.createStream("IN", "in.>");
    String epoch = Epochs.of(nats.management().getStreamInfo("IN"));

    assertThat(nats.createStream("IN", "in.>")).isEqualTo(created).isEmpty();

    assertThat(Epochs.of(nats.management().getStreamInfo("IN"))).isEqualTo(epoch);
  }

  @Test
  void drift_names_stream_property_and_both_values_and_changes_nothing() throws Exception {
    nats.management()
        .addStream(
            StreamConfiguration.builder()
                .name("IN")
                .subjects("in.a")
                .maxAge(Duration.ofDays(2))
                .maxBytes(64 << 20)
                .duplicateWindow(Duration.ofMinutes(2))
                .build());

    List<String> drift = nats.createStream("IN", "in.>");

    assertThat(drift).hasSize(3);
    assertThat(drift)
        .anyMatch(one -> one.contains("stream IN: subjects is [in.a], configured [in.>]"));
    assertThat(drift).anyMatch(one -> one.contains("max_age is 48h, configured 1h"));
    assertThat(drift).anyMatch(one -> one.contains("discard"));
    assertThat(nats.management().getStreamInfo("IN").getConfiguration().getSubjects())
        .containsExactly("in.a");
  }

  @Test
  void lower_max_age_deletes_messages_only_where_allowed() throws Exception {
    nats.management()
        .addStream(
            StreamConfiguration.builder()
                .name("IN")
                .subjects("in.>")
                .discardPolicy(DiscardPolicy.New)
                .duplicateWindow(Duration.ofMillis(200))
                .build());
    nats.connection().jetStream().publish("in.a", new byte[0]);
    StreamSpec spec =
        new StreamSpec(
            "IN", List.of("in.>"), 1, Duration.ofMillis(500), -1, Duration.ofMillis(200));
    StreamsAdmin admin = new StreamsAdmin(nats.connection());
    await().until(() -> isLossy(admin.differences(spec)));

    assertThat(isLossy(admin.apply(spec, false))).isTrue();
    assertThat(messages()).isEqualTo(1);

    assertThat(admin.apply(spec, true)).isEmpty();
    await().until(() -> messages() == 0);
  }

  private static boolean isLossy(List<Difference> differences) {
    return differences.stream()
        .anyMatch(
            each -> each.setting().equals("max_age") && each.action() == Difference.Action.DISCARD);
  }

  private long messages() throws Exception {
    return nats.management().getStreamInfo("IN").getStreamState().getMsgCount();
  }

  @Test
  void stream_of_others_has_its_time_of_creation_as_epoch() throws Exception {
    StreamInfo info =
        nats.management()
            .addStream(StreamConfiguration.builder().name("OTHER").subjects("o").build());

    assertThat(Epochs.of(info)).startsWith("created-");
  }
}
