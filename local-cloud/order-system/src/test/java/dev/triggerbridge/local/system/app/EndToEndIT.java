package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system from its packaged artifacts, as {@code ./run-local} runs it. */
class EndToEndIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void runs_with_every_fault_keep_every_invariant_and_their_audit_rebuilds_the_orders()
      throws Exception {
    Path report = folder.resolve("report.json");
    assertThat(run(new Recorder(), "--orders", "60", "--seed", "7", "--report", report.toString()))
        .isZero();
    JsonObject first = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertThat(first.get("ok").getAsBoolean()).isTrue();
    assertThat(first.getAsJsonObject("orders").get("placed").getAsInt()).isEqualTo(60);
    assertThat(first.get("deadLetters").getAsInt()).isEqualTo(4);

    Instant between = Instant.now();
    assertThat(run(new Recorder(), "--orders", "30", "--seed", "8", "--report", report.toString()))
        .isZero();
    JsonObject both = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertThat(both.getAsJsonObject("orders").get("placed").getAsInt()).isEqualTo(90);
    assertThat(both.get("deadLetters").getAsInt()).isEqualTo(8);

    try (KeptAudit audit = KeptAudit.of(HOME, folder.resolve("state"))) {
      audit.isSealedAndWhole();
      audit.rebuildsTheLiveOrders(90);
      audit.rebuildsTheLiveOrders(60, "--to", between.toString());
      audit.rebuildsTheLiveOrders(30, "--from", between.toString());
      audit.isNotWholeOnceARecordIsAltered();
    }
  }

  @Test
  void bridge_killed_in_the_middle_of_a_run_breaks_no_invariant() throws Exception {
    KillBridgeWhilePlacing output = new KillBridgeWhilePlacing();

    assertThat(run(output, "--orders", "60", "--seed", "9", "--rate", "10", "--no-faults"))
        .isZero();
    assertThat(output.killed).isTrue();
    assertThat(output.text()).contains("started again as");
  }

  private int run(Recorder output, String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = folder.resolve("state").toString();
    try {
      return new LocalRun(Options.parse(all), HOME, output).execute();
    } finally {
      System.out.println(output.text());
    }
  }

  /** Remembers what was printed. */
  private static class Recorder extends PrintStream {
    Recorder() {
      super(new ByteArrayOutputStream(), true, UTF_8);
    }

    String text() {
      return ((ByteArrayOutputStream) out).toString(UTF_8);
    }
  }

  /** Sends SIGKILL to the bridge as soon as orders have been created. */
  private static final class KillBridgeWhilePlacing extends Recorder {
    private static final Pattern BRIDGE = Pattern.compile("bridge is process (\\d+)");
    private static final Pattern CREATED = Pattern.compile("created [1-9]");

    private final AtomicBoolean killed = new AtomicBoolean();

    @Override
    public void flush() {
      super.flush();
      if (killed.get()) {
        return;
      }
      Matcher created = CREATED.matcher(text());
      Matcher bridge = BRIDGE.matcher(text());
      if (bridge.find() && created.find() && killed.compareAndSet(false, true)) {
        ProcessHandle.of(Long.parseLong(bridge.group(1))).orElseThrow().destroyForcibly();
      }
    }
  }
}
