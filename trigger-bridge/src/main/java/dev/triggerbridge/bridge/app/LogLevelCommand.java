package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows and changes the log levels of all replicas while they run. */
@Command(
    name = "log-level",
    description =
        "Shows the log levels of all replicas, or changes one of them: for a while, or until a"
            + " replica ends. Groups: bridge, records (a line for each record), libraries.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge log-level --config bridge.yaml",
      "  trigger-bridge log-level --config bridge.yaml --group records --level DEBUG --for 10m"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it worked; what holds now is printed, a line of JSON for each replica",
      "1:a failure at run time, or no replica answered",
      "2:a configuration or a command line that cannot be used"
    })
final class LogLevelCommand implements Callable<Integer> {
  private static final Duration WINDOW = Duration.ofMillis(500);

  @Mixin private final ConfigOption config = new ConfigOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--group", paramLabel = "GROUP", description = "bridge, records or libraries.")
  private @Nullable String group;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "OFF, ERROR, WARN, INFO, DEBUG or TRACE.")
  private @Nullable String level;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long; without, until somebody changes it again or the replica ends.")
  private @Nullable String time;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeConfig read = config.read();
    if ((group == null) != (level == null) || (time != null && level == null)) {
      throw new UsageException("--group and --level belong together, and --for to them");
    }
    String request = group == null ? "" : group + " " + level + (time == null ? "" : " " + time);
    try (BridgeClient client = BridgeClient.connect(read)) {
      List<byte[]> answers = client.nats().replicas().logLevels(request, WINDOW);
      PrintWriter out = spec.commandLine().getOut();
      answers.forEach(answer -> out.println(new String(answer, StandardCharsets.UTF_8)));
      out.flush();
      if (answers.isEmpty()) {
        throw new IOException(
            "no replica answered: none runs, or none is connected to this server");
      }
      return Main.OK;
    }
  }
}
