package dev.triggerbridge.functions.audittool.command;

import dev.triggerbridge.functions.audittool.bucket.AuditBucket;
import dev.triggerbridge.functions.audittool.seal.Sealer;
import dev.triggerbridge.functions.audittool.stream.StreamView;
import dev.triggerbridge.functions.audittool.stream.Streams;
import dev.triggerbridge.functions.audittool.verify.AuditContents;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit seal}. */
@Command(
    name = "seal",
    description = {
      "Writes manifests for what the audit's consumer has settled and no manifest covers yet, each"
          + " with the hash of the one before.",
      "Run it on a schedule; two at once do no harm. Nothing is sealed over a finding: neither over"
          + " what verify finds in objects and manifests, nor over a record that differs from the"
          + " stream's message or has none. Records whose messages the stream has no more are"
          + " sealed as they are, and counted as not compared.",
      "Keep the printed head somewhere else: it shows later that no manifest was removed from the"
          + " end."
    },
    mixinStandardHelpOptions = true)
final class SealCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private NatsOptions nats = new NatsOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--range",
      paramLabel = "N",
      description = "Most sequences of one manifest (100000).")
  private long range = 100_000;

  @Option(
      names = "--accept-absent",
      description = "Seals sequences that neither the stream nor the audit has as absent.")
  private boolean acceptAbsent;

  @Override
  public Integer call() throws Exception {
    if (range < 1) {
      throw new UsageException("--range " + range + ": must be at least 1");
    }
    List<Sealer.Result> results = new ArrayList<>();
    try (Streams streams = Audit.streams(nats);
        AuditBucket bucket = Audit.bucket(source)) {
      Sealer sealer = new Sealer(bucket, range, acceptAbsent);
      List<String> names = source.streams().isEmpty() ? streams.audited() : source.streams();
      for (String name : names) {
        StreamView view = streams.read(name);
        results.add(sealer.seal(AuditContents.read(bucket, List.of(name)), view));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      OutputOption.json(out, results);
    } else {
      print(out, results);
    }
    return results.stream().allMatch(result -> result.findings().isEmpty())
        ? Audit.OK
        : Audit.WRONG;
  }

  private static void print(PrintWriter out, List<Sealer.Result> results) {
    OutputOption.table(
        out,
        List.of("stream", "manifests added", "sealed to", "not compared", "head"),
        results.stream()
            .map(
                result ->
                    List.of(
                        result.stream(),
                        Long.toString(result.manifests()),
                        Long.toString(result.sealedTo()),
                        Long.toString(result.notCompared()),
                        result.head()))
            .toList());
    FindingsTable.print(
        out, results.stream().flatMap(result -> result.findings().stream()).toList());
  }
}
