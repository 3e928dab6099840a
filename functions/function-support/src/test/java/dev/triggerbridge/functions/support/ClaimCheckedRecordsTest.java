package dev.triggerbridge.functions.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.support.tracing.InvocationSpans;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class ClaimCheckedRecordsTest {
  private final List<RawRecord> seen = new ArrayList<>();

  @Test
  void function_sees_the_payload_that_lies_elsewhere_and_its_neighbours_as_they_came() {
    List<RecordResult> results =
        process(
            reference -> "large".getBytes(UTF_8), record("1", ref(5, sha256("large"))), plain("2"));

    assertThat(results).allSatisfy(one -> assertThat(one.outcome()).isInstanceOf(Outcome.Ok.class));
    assertThat(seen)
        .extracting(one -> one.data().toStringUtf8())
        .containsExactlyInAnyOrder("large", "hi");
    assertThat(seen).allSatisfy(one -> assertThat(one.dataRef()).isNull());
  }

  @Test
  void payload_that_is_not_the_one_that_was_sent_reaches_no_function() {
    List<RecordResult> results =
        process(
            reference -> "lawge".getBytes(UTF_8),
            record("1", ref(5, sha256("large"))),
            record("2", ref(4, sha256("lawge"))),
            plain("3"));

    assertThat(codes(results)).containsExactly("CLAIM_CHECK_ALTERED", "CLAIM_CHECK_ALTERED", "");
    assertThat(seen).extracting(RawRecord::id).containsExactly("S/3");
  }

  @Test
  void store_that_is_away_costs_the_record_no_attempt() {
    List<RecordResult> results =
        process(
            reference -> {
              throw SdkClientException.create("away");
            },
            record("1", ref(5, sha256("large"))));

    assertThat(results)
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> assertThat(retry.retryClass()).isEqualTo(RetryClass.UNAVAILABLE)));
    assertThat(seen).isEmpty();
  }

  @Test
  void function_that_reads_none_rejects_it_and_says_what_to_do() {
    List<RecordResult> results = process(null, record("1", ref(5, sha256("large"))), plain("2"));

    assertThat(codes(results)).containsExactly("CLAIM_CHECK_UNSUPPORTED", "");
    assertThat(seen).extracting(RawRecord::id).containsExactly("S/2");
  }

  private List<RecordResult> process(@Nullable ClaimCheckReader reader, String... records) {
    String request =
        """
        {"schema":"natsbatch/1","batchId":"b","source":{"mapping":"m","stream":"S","epoch":"e","consumer":"c"},
         "records":[%s]}"""
            .formatted(String.join(",", records));
    RecordBatch batch = RequestParser.parse(new ByteArrayInputStream(request.getBytes(UTF_8)));
    BatchProcessor functions =
        (readable, time, spans) -> {
          seen.addAll(readable.records());
          return readable.records().stream()
              .map(record -> RecordResult.of(record, Outcome.ok()))
              .toList();
        };
    return new ClaimCheckedRecords(functions, () -> reader)
        .process(batch, RemainingTime.of(null), InvocationSpans.NONE);
  }

  private static List<String> codes(List<RecordResult> results) {
    return results.stream()
        .map(
            result ->
                switch (result.outcome()) {
                  case Outcome.Ok ok -> "";
                  case Outcome.Retry retry -> retry.code();
                  case Outcome.Reject reject -> reject.code();
                })
        .toList();
  }

  private static String plain(String sequence) {
    return record(sequence, "\"data\":\"aGk=\"");
  }

  private static String ref(int bytes, String sha256) {
    return "\"dataRef\":{\"s3\":\"s3://bucket/key\",\"bytes\":%d,\"sha256\":\"%s\"}"
        .formatted(bytes, sha256);
  }

  private static String record(String sequence, String payload) {
    return """
    {"id":"S/%s","messageId":"m-%s","subject":"a","streamSequence":"%s","deliveryCount":1,"headers":{},%s}"""
        .formatted(sequence, sequence, sequence, payload);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
