package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;

class SnapshotTest {
  @Test
  void functions_are_primed_before_a_snapshot_and_not_at_start() throws Exception {
    List<String> primed = new ArrayList<>();
    Handler handler = new Handler(() -> primed.add("primed"));
    assertThat(primed).isEmpty();

    handler.snapshot().beforeCheckpoint(Core.getGlobalContext());

    assertThat(primed).containsExactly("primed");
  }

  @Test
  void priming_that_fails_does_not_keep_a_version_from_being_published() {
    Handler handler =
        new Handler(
            () -> {
              throw new IllegalStateException("no table yet");
            });

    assertThatCode(() -> handler.snapshot().beforeCheckpoint(Core.getGlobalContext()))
        .doesNotThrowAnyException();
  }

  private static final class Handler extends NatsBatchHandler {
    Handler(Runnable priming) {
      super(new Functions(priming));
    }
  }

  private static final class Functions extends NatsFunctions {
    private final Runnable priming;

    Functions(Runnable priming) {
      super("primed");
      this.priming = priming;
    }

    @Override
    protected void define(FunctionDefinitions functions) {
      functions.batch(
          "all",
          beans ->
              message ->
                  BatchOutcome.all(Objects.requireNonNull(message).getPayload(), Outcome.ok()));
    }

    @Override
    protected void prime(BeanFactory beans) {
      priming.run();
    }
  }
}
