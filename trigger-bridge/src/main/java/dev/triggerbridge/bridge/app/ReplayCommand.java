package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.nats.ConsumerSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Processes a part of a stream once more. */
@Command(
    name = "replay",
    description = {
      "Processes a part of a mapping's stream once more, beside live traffic.",
      "The same command goes on with a replay that was interrupted. Events that the mapping's own"
          + " function returns are published with the ids that they had; those of another function"
          + " are discarded unless --publish-prefix is given."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  trigger-bridge replay --config bridge.yaml --mapping payment --from-time 2h --rate 50",
      "  trigger-bridge replay --config bridge.yaml --mapping payment --from-sequence 1 \\",
      "      --to-sequence 9812 --function payment-next --publish-prefix shadow"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every record was processed",
      "1:a failure at run time",
      "2:a configuration or a command line that cannot be used",
      "3:some records failed for good, or it was interrupted"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int MOST_REPORTED = 100;

  private final AtomicInteger reported = new AtomicInteger();

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "NAME",
      description = "The mapping whose stream, filters and function are used.")
  private String mapping = "";

  @ArgGroup(multiplicity = "1")
  private From from = new From();

  @ArgGroup private To to = new To();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = "Another function than the mapping's: name, name:qualifier or ARN.")
  private @Nullable String function;

  @Option(
      names = "--publish-prefix",
      paramLabel = "PREFIX",
      description = "Publishes the events under PREFIX.subject, with ids of their own.")
  private @Nullable String publishPrefix;

  @Option(names = "--rate", paramLabel = "R", description = "At most so many records in a second.")
  private @Nullable Double rate;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Most invocations under way, beside those of live traffic; default: 1.")
  private int concurrency = 1;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Names its consumer; default: made of the other options.")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rate != null && !(rate > 0)) {
      throw new UsageException("--rate " + rate + " must be above 0: leave it out for no limit");
    }
    if (concurrency < 1 || concurrency > 1000) {
      throw new UsageException("--concurrency " + concurrency + " must be from 1 to 1000");
    }
    BridgeConfig read = config.read();
    MappingConfig found =
        read.mappings().stream()
            .filter(each -> each.name().equals(mapping))
            .findFirst()
            .orElseThrow(() -> new UsageException("--mapping " + mapping + ": no such mapping"));
    ReplayRequest request =
        new ReplayRequest(
            Optional.ofNullable(name),
            from.start(),
            Optional.ofNullable(to.sequence),
            Optional.ofNullable(to.time),
            function == null ? found.functionName() : function,
            Optional.ofNullable(publishPrefix),
            Optional.ofNullable(rate),
            concurrency);
    ReplayRun run = new ReplayRun(read, config.contents(read), found, request, this::report);
    ReplayRun.Summary summary = run.call();
    print(found, request, summary);
    return summary.complete() && summary.failed() == 0 ? Main.OK : Main.PARTLY;
  }

  private void print(MappingConfig found, ReplayRequest request, ReplayRun.Summary summary) {
    Listing listing =
        new Listing(
            "replay", "mapping", "function", "end", "complete", "processed", "failed", "events");
    listing.add(
        summary.name(),
        found.name(),
        request.function(),
        found.stream() + "/" + summary.end(),
        summary.complete(),
        summary.processed(),
        summary.failed(),
        summary.events());
    listing.print(spec.commandLine().getOut(), output.format());
  }

  /** Progress and failures; an operator does not read more than some. */
  private void report(String line) {
    if (reported.incrementAndGet() <= MOST_REPORTED || line.startsWith(ReplayRun.PROGRESS)) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(line);
      err.flush();
    }
  }

  /** Where it begins. */
  private static final class From {
    @Option(
        names = "--from-sequence",
        required = true,
        paramLabel = "N",
        description = "Begins at this sequence of the stream.")
    private @Nullable Long sequence;

    @Option(
        names = "--from-time",
        required = true,
        paramLabel = "TIME",
        converter = TimeConverter.class,
        description = "Begins at the first message stored at or after: a UTC time, or 2h ago.")
    private @Nullable Instant time;

    ConsumerSpec.Start start() {
      if (time != null) {
        return new ConsumerSpec.Start.AtTime(time);
      }
      if (sequence == null || sequence < 1) {
        throw new UsageException("--from-sequence " + sequence + " must be from 1");
      }
      return new ConsumerSpec.Start.AtSequence(sequence);
    }
  }

  /** Where it ends; without, at what is the stream's last message when it begins. */
  private static final class To {
    @Option(
        names = "--to-sequence",
        paramLabel = "N",
        description = "Ends with this sequence; default: with the last one now.")
    private @Nullable Long sequence;

    @Option(
        names = "--to-time",
        paramLabel = "TIME",
        converter = TimeConverter.class,
        description = "Ends before the first message stored at or after.")
    private @Nullable Instant time;
  }
}
