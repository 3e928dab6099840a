package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.flow.FairLimit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two mappings, one Lambda, one limit for both. */
class FairnessStoriesTest {
  @TempDir Path directory;

  @Test
  void flooded_mapping_whose_function_hangs_does_not_keep_another_from_its_records() {
    try (Rig rig = new Rig(directory)) {
      CountDownLatch hangs = new CountDownLatch(1);
      rig.lambda()
          .does(
              request -> {
                if (request.records().getFirst().data().startsWith("flood")) {
                  hangs.await();
                }
                return Reply.ok(request);
              });
      FairLimit limit = new FairLimit(8);
      MappingOptions flooded = reads(rig, "test", "in.flood", limit.join(1));
      MappingOptions calm = reads(rig, "calm", "in.calm", limit.join(1));
      BridgeUnderTest first = rig.bridge(flooded);
      BridgeUnderTest second = rig.bridge(calm);
      for (int i = 0; i < 100; i++) {
        rig.publish("in.flood", ("flood" + i).getBytes(StandardCharsets.UTF_8));
      }
      await().atMost(Rig.PATIENCE).until(() -> rig.lambda().invocations() == 7);

      for (int i = 0; i < 30; i++) {
        long sequence = rig.publish("in.calm", ("calm" + i).getBytes(StandardCharsets.UTF_8));
        await().atMost(Rig.PATIENCE).until(() -> rig.lambda().log().hasProcessed(sequence));
      }

      assertThat(first.status().flow().underWay()).as("asks for more than it gets").isEqualTo(8);
      hangs.countDown();
      await()
          .atMost(Rig.PATIENCE)
          .untilAsserted(() -> assertThat(rig.lambda().log().processedCount()).isEqualTo(130));
      assertThat(second.alarms()).isEmpty();
    }
  }

  private static MappingOptions reads(Rig rig, String name, String subject, FairLimit.Share share) {
    return MappingOptions.defaults()
        .withBatchSize(1)
        .withConcurrency(20)
        .with(
            options -> {
              options.name = name;
              options.filterSubjects = List.of(subject);
              options.share = share;
            });
  }
}
