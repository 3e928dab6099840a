package dev.triggerbridge.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples of the documentation keep the contract, with a sample of their own and without. */
class ExamplesTest {
  private static final String SAMPLE = "examples/greeting.json";

  @Test
  void python_example_keeps_the_contract() throws Exception {
    try (ServedFunctions served = ServedFunctions.python("examples/python/greeter.py")) {
      passes(KitRun.of("--endpoint", served.url(), "--function", "handler", "--sample", SAMPLE));
      passes(KitRun.of("--endpoint", served.url(), "--function", "handler"));
    }
  }

  @Test
  void node_example_keeps_the_contract() throws Exception {
    try (ServedFunctions served = ServedFunctions.node("examples/node/greeter.mjs")) {
      passes(KitRun.of("--endpoint", served.url(), "--function", "handler", "--sample", SAMPLE));
      passes(KitRun.of("--endpoint", served.url(), "--function", "handler"));
    }
  }

  private static void passes(KitRun run) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("keeps natsbatch/1").doesNotContain("FAIL");
  }
}
