package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.Durations;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import dev.triggerbridge.bridge.rerun.Pace;
import dev.triggerbridge.bridge.rerun.Redriver;
import dev.triggerbridge.bridge.rerun.Redriver.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives dead letters another chance. */
@Command(
    name = "redrive",
    description = {
      "Redrives dead letters straight to the function of their mapping, each as a batch of its own.",
      "Events that the function returns are published as the bridge would publish them. An entry is"
          + " removed only after it succeeded; otherwise it stays, and the reason is printed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every selected entry succeeded, or would be redriven",
      "1:a failure at run time",
      "2:a configuration or a command line that cannot be used",
      "3:some entries failed, and stay"
    })
final class DlqRedriveCommand implements Callable<Integer> {
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final DlqSelection selection = new DlqSelection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--all", description = "Redrives everything; needed if nothing narrows it.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only says which would be redriven, and to where.")
  private boolean dryRun;

  @Option(names = "--rate", paramLabel = "N", description = "At most so many in a second.")
  private @Nullable Double rate;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      description =
          "How long an entry may wait for throttling or an outage to end, such as 2m; default: 30s.")
  private String patience = "30s";

  @Option(
      names = "--to-mapping",
      paramLabel = "NAME",
      description = "To the function of this mapping instead of the entry's own.")
  private @Nullable String toMapping;

  @Option(
      names = "--to-subject",
      arity = "0..1",
      paramLabel = "SUBJECT",
      fallbackValue = "",
      description = {
        "Publishes instead of invoking, under the original subject or the one given. Mind that"
            + " every consumer of that subject receives the message again, not just the mapping"
            + " that failed."
      })
  private @Nullable String toSubject;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (selection.isEverything() && !all && !dryRun) {
      throw new UsageException(
          "nothing narrows the redrive: give a filter such as --mapping, or --all");
    }
    if (toSubject != null && toMapping != null) {
      throw new UsageException("--to-subject and --to-mapping exclude each other: keep one");
    }
    if (rate != null && !(rate > 0)) {
      throw new UsageException("--rate " + rate + " must be above 0: leave it out for no limit");
    }
    Pace pace = rate == null ? Pace.UNLIMITED : Pace.of(rate);
    BridgeConfig read = config.read();
    Listing listing = new Listing("entry", "mapping", "record", "result", "code", "message");
    boolean[] left = {false};
    try (DlqSession session = DlqSession.open(read);
        RedriveTargets targets = targets(read, session)) {
      Redriver redriver = new Redriver(session.queue(), targets);
      session.forEach(
          selection,
          entry -> {
            Row row = dryRun ? would(targets, entry) : redrive(redriver, entry, pace);
            left[0] |= row.isLeft();
            add(listing, entry, row);
          });
    }
    listing.print(spec.commandLine().getOut(), selection.output());
    return left[0] ? DlqCommand.ENTRIES_LEFT : Main.OK;
  }

  private RedriveTargets targets(BridgeConfig read, DlqSession session) throws IOException {
    Optional<String> subject = Optional.ofNullable(toSubject);
    return new RedriveTargets(
        read,
        session.nats(),
        Optional.ofNullable(toMapping),
        subject,
        Durations.parsed("--patience", patience));
  }

  private Row redrive(Redriver redriver, StoredEntry entry, Pace pace) {
    try {
      TimeUnit.NANOSECONDS.sleep(pace.untilNext(System.nanoTime()).toNanos());
      return switch (redriver.redrive(entry)) {
        case Result.Redriven done -> new Row("redriven", "", "");
        case Result.Failed failed -> new Row("failed", failed.code(), failed.message());
        case Result.Skipped skipped -> new Row("skipped", "", skipped.why());
      };
    } catch (IOException e) {
      return new Row("failed", "", Failures.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Row("failed", "NOT_FINISHED", "interrupted");
    }
  }

  private static Row would(RedriveTargets targets, StoredEntry entry) {
    return new Row("would be redriven", "", targets.describe(entry));
  }

  /** Progress goes to stderr, so that what is printed in the end can be parsed. */
  private void add(Listing listing, StoredEntry entry, Row row) {
    listing.add(
        entry.id(),
        entry.entry().origin().mapping(),
        entry.entry().origin().recordId(),
        row.result(),
        row.code(),
        row.message());
    if (!dryRun && listing.size() % 100 == 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf("%d entries so far%n", listing.size());
      err.flush();
    }
  }

  private record Row(String result, String code, String message) {
    boolean isLeft() {
      return result.equals("failed");
    }
  }
}
