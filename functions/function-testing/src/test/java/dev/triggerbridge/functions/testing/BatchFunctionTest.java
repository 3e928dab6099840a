package dev.triggerbridge.functions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.support.BatchOutcome;
import dev.triggerbridge.functions.support.FunctionDefinitions;
import dev.triggerbridge.functions.support.NatsBatchHandler;
import dev.triggerbridge.functions.support.NatsFunctions;
import dev.triggerbridge.functions.support.Outcome;
import dev.triggerbridge.functions.support.RecordBatch;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;

class BatchFunctionTest {
  private static volatile Function<RecordBatch, BatchOutcome> script =
      batch -> BatchOutcome.all(batch, Outcome.ok());
  private static final NatsBatchHandler HANDLER = new Handler();

  @Test
  void batch_function_gets_undecoded_records_of_any_subject() {
    List<RecordBatch> seen = new ArrayList<>();
    script =
        batch -> {
          seen.add(batch);
          return BatchOutcome.all(batch, Outcome.ok());
        };

    BatchResponse response = Invocations.invoke(HANDLER, request());

    assertThat(response.results()).extracting(Result::status).containsExactly("ok", "ok");
    RecordBatch batch = seen.getFirst();
    assertThat(batch.source()).isEqualTo(new RecordBatch.Source("test", "DLQ", "epoch-1", "test"));
    assertThat(batch.records().get(1).data().toByteArray()).isEqualTo(new byte[] {1, 2, 3});
    assertThat(batch.records().get(1).header("dead-letter-mapping")).isEqualTo("orders");
  }

  @Test
  void record_that_a_batch_function_forgets_is_retried_and_one_it_invents_is_dropped() {
    script = batch -> new BatchOutcome(Map.of("DLQ/2", Outcome.ok(), "DLQ/99", Outcome.ok()));

    BatchResponse response = Invocations.invoke(HANDLER, request());

    assertThat(response.results()).extracting(Result::id).containsExactly("DLQ/1", "DLQ/2");
    assertThat(response.result("DLQ/1").code()).isEqualTo("NO_OUTCOME");
    assertThat(response.result("DLQ/2").status()).isEqualTo("ok");
  }

  @Test
  void exception_of_a_batch_function_fails_every_record_and_not_the_invocation() {
    script =
        batch -> {
          throw new IllegalStateException("test");
        };

    assertThat(Invocations.invoke(HANDLER, request()).results())
        .extracting(Result::code)
        .containsExactly("HANDLER_FAILED", "HANDLER_FAILED");
  }

  private static BatchRequest request() {
    return BatchRequest.from("DLQ")
        .add("orders.dlq", null, new byte[0])
        .add("no.such.subject", "text/plain", new byte[] {1, 2, 3})
        .header("Dead-Letter-Mapping", "orders");
  }

  private static final class Handler extends NatsBatchHandler {
    Handler() {
      super(new Functions());
    }
  }

  private static final class Functions extends NatsFunctions {
    Functions() {
      super("batch");
    }

    @Override
    protected void define(FunctionDefinitions functions) {
      functions.batch("all", context -> new All());
    }
  }

  private static final class All implements Function<Message<RecordBatch>, BatchOutcome> {
    @Override
    public BatchOutcome apply(Message<RecordBatch> message) {
      return script.apply(message.getPayload());
    }
  }
}
