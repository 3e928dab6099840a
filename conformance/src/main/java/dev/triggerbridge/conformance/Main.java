package dev.triggerbridge.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "conformance",
    description = "Certifies a function behind a Lambda Invoke endpoint against natsbatch/1.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every answer keeps the contract",
      "1:some answer does not",
      "2:the command line or a sample cannot be used, or the function cannot be invoked"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar conformance.jar --endpoint http://127.0.0.1:9001 --function payment",
      "  java -jar conformance.jar --region eu-central-1 --function payment:test --sample order.json"
    })
public final class Main implements Callable<Integer> {
  private static final int KEPT = 0;
  private static final int BROKEN = 1;
  private static final int UNUSABLE = 2;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "A Lambda API other than AWS's own; no account's credentials are sent there.")
  private @Nullable URI endpoint;

  @Option(names = "--region", paramLabel = "REGION", description = "Default: as the AWS SDK says.")
  private @Nullable String region;

  @Option(
      names = "--function",
      required = true,
      paramLabel = "NAME",
      description = "Name, name:alias or ARN. It is really invoked: use one that may have effects.")
  private String function = "";

  @Option(
      names = "--sample",
      paramLabel = "FILE",
      description = "A message that the function is made for; docs/conformance.md has the form.")
  private List<Path> samples = new ArrayList<>();

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "Default: ${DEFAULT-VALUE}.")
  private int timeoutSeconds = 60;

  @Option(names = "--seed", paramLabel = "NUMBER", description = "Sends the bytes of another run.")
  private @Nullable Long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table or json; default: table.")
  private Output output = Output.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Examines one function and ends the process with the exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long used = seed == null ? System.nanoTime() : seed;
    err.println("seed " + used);
    try (LambdaFunction lambda =
        new LambdaFunction(
            Optional.ofNullable(endpoint),
            Optional.ofNullable(region),
            function,
            Duration.ofSeconds(timeoutSeconds))) {
      List<CaseResult> results = new Examination(lambda, readSamples(), used).run();
      switch (output) {
        case TABLE -> Report.table(out, function, results);
        case JSON -> Report.json(out, function, results);
      }
      return results.stream().allMatch(CaseResult::passed) ? KEPT : BROKEN;
    } catch (IOException e) {
      err.println(e.getMessage());
      return UNUSABLE;
    }
  }

  private List<Sample> readSamples() throws IOException {
    List<Sample> read = new ArrayList<>();
    for (Path file : samples) {
      read.addAll(SampleFile.read(file));
    }
    return read.isEmpty() ? List.of(Sample.GENERIC) : read;
  }

  /** What is printed. */
  enum Output {
    TABLE,
    JSON
  }
}
