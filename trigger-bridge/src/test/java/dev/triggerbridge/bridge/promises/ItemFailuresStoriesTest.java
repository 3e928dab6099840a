package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.routing.ResponseFormat;
import io.nats.client.api.MessageInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's table of answers under ReportBatchItemFailures, through the whole bridge. */
class ItemFailuresStoriesTest {
  private static final String OWN_ID = "ID";

  /** The answer to a batch of one, and the code of its dead letter; empty where it is success. */
  private static final Map<String, String> FATES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("{'batchItemFailures':[]}", ""),
              Map.entry("{'batchItemFailures':null}", ""),
              Map.entry("{}", ""),
              Map.entry("null", ""),
              Map.entry("", ""),
              Map.entry("{'batchItemFailures':[{'itemIdentifier':'ID'}]}", "BATCH_ITEM_FAILURE"),
              Map.entry("{'batchItemFailures':[", "WRONG_ANSWER_MALFORMED"),
              Map.entry("done", "WRONG_ANSWER_MALFORMED"),
              Map.entry(
                  "{'batchItemFailures':[{'itemIdentifier':''}]}",
                  "WRONG_ANSWER_INVALID_IDENTIFIER"),
              Map.entry(
                  "{'batchItemFailures':[{'itemIdentifier':null}]}",
                  "WRONG_ANSWER_INVALID_IDENTIFIER"),
              Map.entry(
                  "{'batchItemFailures':[{'messageId':'ID'}]}", "WRONG_ANSWER_INVALID_IDENTIFIER"),
              Map.entry(
                  "{'batchItemFailures':[{'itemIdentifier':'x'}]}", "WRONG_ANSWER_UNKNOWN_ID"),
              Map.entry(
                  "{'batchItemFailure':[{'itemIdentifier':'ID'}]}",
                  "WRONG_ANSWER_INVALID_RESULT")));

  @TempDir private Path directory = Path.of("");

  @Test
  void answer_means_what_aws_documents() {
    try (Rig rig = new Rig(directory, false)) {
      rig.lambda().does(request -> answerTo(request.records().getFirst()));
      Map<Long, String> expected = new TreeMap<>();
      FATES.forEach((answer, code) -> expected.put(rig.publish(answer), code));
      long thrown = rig.publish("throw");
      expected.put(thrown, "FUNCTION_EXCEPTION");

      rig.bridge(
          MappingOptions.defaults()
              .withFormat(ResponseFormat.BATCH_ITEM_FAILURES)
              .withBatchSize(1)
              .withRetries(0));

      rig.awaitEveryFate();
      Map<Long, String> dead = new TreeMap<>();
      for (MessageInfo entry : rig.stored("DEAD")) {
        dead.put(
            Long.valueOf(String.valueOf(entry.getHeaders().getFirst("Dead-Letter-Sequence"))),
            String.valueOf(entry.getHeaders().getFirst("Dead-Letter-Error-Code")));
      }
      expected.values().removeIf(String::isEmpty);
      assertThat(dead).isEqualTo(expected);
    }
  }

  private static Reply answerTo(Request.Rec record) {
    if (record.data().equals("throw")) {
      return Reply.threw("java.lang.IllegalStateException", "no");
    }
    boolean isSuccess = String.valueOf(FATES.get(record.data())).isEmpty();
    String body = record.data().replace('\'', '"').replace(OWN_ID, record.id());
    return new Reply(200, body, false, null, isSuccess ? List.of(record.sequence()) : List.of());
  }
}
