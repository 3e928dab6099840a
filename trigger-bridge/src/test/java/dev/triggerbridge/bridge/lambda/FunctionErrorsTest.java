package dev.triggerbridge.bridge.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.dispatch.Invocation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'errorMessage':'2026-11-23T10:00:00Z 8a1 Task timed out after 3.00 seconds'} | TIMEOUT",
        "{'errorType':'Sandbox.Timedout','errorMessage':'RequestId: 8a1 Error: Task timed out after"
            + " 3.00 seconds'} | TIMEOUT",
        "{'errorType':'Runtime.OutOfMemory','errorMessage':'RequestId: 8a1 Error: Runtime exited"
            + " with error: signal: killed'} | OUT_OF_MEMORY",
        "{'errorType':'Runtime.ExitError','errorMessage':'RequestId: 8a1 Error: Runtime exited with"
            + " error: signal: killed'} | OUT_OF_MEMORY",
        "{'errorType':'java.lang.OutOfMemoryError','errorMessage':'Java heap space'} | OUT_OF_MEMORY",
        "{'errorType':'Runtime.ExitError','errorMessage':'RequestId: 8a1 Error: Runtime exited with"
            + " error: exit status 1'} | EXIT",
        "{'errorType':'Function.ResponseSizeTooLarge','errorMessage':'Response payload size exceeded"
            + " maximum allowed payload size (6291556 bytes).'} | RESPONSE_TOO_LARGE",
        "{'errorType':'java.lang.IllegalStateException','errorMessage':'boom','stackTrace':['a']}"
            + " | EXCEPTION",
        "{'errorMessage':null} | EXCEPTION",
        "null | EXCEPTION",
        "not json at all | EXCEPTION",
        "`` | EXCEPTION",
      })
  void error_payload_is_told_apart_by_type_and_message(String payload, Invocation.Kind expected) {
    assertThat(read(payload).kind()).isEqualTo(expected);
  }

  @Test
  void message_of_the_function_is_kept_within_bounds() {
    assertThat(read("{'errorType':'E','errorMessage':'" + "x".repeat(10_000) + "'}").message())
        .startsWith("E: xxx")
        .hasSize(300);
  }

  private static Invocation.FunctionError read(String payload) {
    return FunctionErrors.read(payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
