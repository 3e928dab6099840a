package dev.triggerbridge.functions.audittool.command;

import dev.triggerbridge.functions.audittool.bucket.AuditBucket;
import dev.triggerbridge.functions.audittool.bucket.Epoch;
import dev.triggerbridge.functions.audittool.stream.StreamView;
import dev.triggerbridge.functions.audittool.stream.Streams;
import dev.triggerbridge.functions.audittool.verify.AuditContents;
import dev.triggerbridge.functions.audittool.verify.Verification;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit verify}. */
@Command(
    name = "verify",
    description = {
      "Compares the bucket with its manifests and with the streams; changes nothing.",
      "Finds gaps, altered, missing and foreign objects, altered and unknown records, two contents"
          + " of one message, and breaks in the chain of manifests. Copies of a record are counted"
          + " and do no harm. Messages that the audit's consumer has not settled are not missed."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private NatsOptions nats = new NatsOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--bucket-only",
      description = "Does not look at the streams, so that it works where they are gone.")
  private boolean bucketOnly;

  @Override
  public Integer call() throws Exception {
    Verification result;
    try (AuditBucket bucket = Audit.bucket(source)) {
      result =
          bucketOnly
              ? Verification.of(AuditContents.read(bucket, source.streams()), List.of())
              : withStreams(bucket);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      OutputOption.json(out, result);
    } else {
      print(out, result);
    }
    return result.findings().isEmpty() ? Audit.OK : Audit.WRONG;
  }

  private Verification withStreams(AuditBucket bucket) throws Exception {
    try (Streams streams = Audit.streams(nats)) {
      List<String> names = source.streams().isEmpty() ? streams.audited() : source.streams();
      // The streams first: what they have settled by now is in the bucket by then.
      List<StreamView> views = new ArrayList<>();
      for (String name : names) {
        views.add(streams.read(name));
      }
      AuditContents contents = AuditContents.read(bucket, source.streams());
      List<StreamView> ended = new ArrayList<>();
      for (StreamView view : views) {
        ended.add(view.endingAt(streams.lastSequence(view.epoch().stream())));
      }
      for (Epoch epoch : contents.epochs().keySet()) {
        if (!names.contains(epoch.stream())) {
          streams.requireConsumerIfPresent(epoch.stream());
        }
      }
      return Verification.of(contents, ended);
    }
  }

  private static void print(PrintWriter out, Verification result) {
    OutputOption.table(
        out,
        List.of("stream", "epoch", "records", "copies", "sealed to", "waiting", "head"),
        result.epochs().stream()
            .map(
                epoch ->
                    List.of(
                        epoch.stream(),
                        epoch.epoch(),
                        Long.toString(epoch.records()),
                        Long.toString(epoch.copies()),
                        Long.toString(epoch.sealedTo()),
                        Long.toString(epoch.waiting()),
                        epoch.head()))
            .toList());
    FindingsTable.print(out, result.findings());
    out.println();
    out.println(
        result.findings().isEmpty()
            ? "The audit is whole."
            : result.findings().size() + " findings: the audit is not what it should be.");
    out.flush();
  }
}
