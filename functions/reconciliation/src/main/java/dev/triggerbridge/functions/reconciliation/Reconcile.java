package dev.triggerbridge.functions.reconciliation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.stripe.exception.StripeException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The command line. */
@Command(
    name = "reconcile",
    description = {
      "Compares the payment gateway with the payments table and lists what differs.",
      "Charges nothing, gives nothing back and writes nothing. May run beside live traffic."
    },
    mixinStandardHelpOptions = true,
    version = "reconcile 0.1.0",
    footerHeading = "%nExamples:%n",
    footer = {
      "  reconcile",
      "  reconcile --window P30D --output json",
      "  . DIR/run-local.env && reconcile --grace PT0S",
      "",
      "The gateway's key comes from PAYMENT_GATEWAY_API_KEY; one that may only read is enough.",
      "Addresses, region and credentials of AWS come from the AWS SDK's own settings.",
      "What each difference means and what to do: docs/payment.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:gateway and table agree",
      "1:they differ; it is printed",
      "2:a command line that cannot be used, or a server that cannot be reached"
    })
public final class Reconcile implements Callable<Integer> {
  private static final int AGREE = 0;
  private static final int DIFFER = 1;
  private static final int UNUSABLE = 2;
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Formats. */
  enum Format {
    TABLE,
    JSON
  }

  private final Map<String, String> environment;
  private final Clock clock;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--table",
      description = "The payment function's table (payments).",
      paramLabel = "NAME")
  private String table = "payments";

  @Option(
      names = "--gateway",
      description = "The gateway's address (PAYMENT_GATEWAY_URL, else https://api.stripe.com).",
      paramLabel = "URL")
  private @Nullable String gateway;

  @Option(names = "--window", description = "How far back to look (P7D).", paramLabel = "DURATION")
  private Duration window = Limits.DEFAULT.window();

  @Option(
      names = "--grace",
      description = "What changed more recently is in flight (PT15M).",
      paramLabel = "DURATION")
  private Duration grace = Limits.DEFAULT.grace();

  @Option(
      names = "--open-after",
      description = "After this time a payment without a definite state is listed (PT1H).",
      paramLabel = "DURATION")
  private Duration open = Limits.DEFAULT.open();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (TABLE).")
  private Format format = Format.TABLE;

  private Reconcile(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /** Compares once and ends the process with the exit code. */
  public static void main(String[] args) {
    System.exit(commandLine(System.getenv(), Clock.systemUTC()).execute(args));
  }

  static CommandLine commandLine(Map<String, String> environment, Clock clock) {
    CommandLine commandLine = new CommandLine(new Reconcile(environment, clock));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          if (failure instanceof SdkException
              || failure instanceof StripeException
              || failure instanceof IllegalArgumentException) {
            line.getErr().println("reconcile: " + failure.getMessage());
            return UNUSABLE;
          }
          throw failure;
        });
    return commandLine;
  }

  @Override
  public Integer call() throws StripeException {
    Limits limits = new Limits(window, grace, open);
    Settings settings = Settings.of(environment, table, gateway);
    Reconciliation.Result result;
    try (DynamoDbClient dynamoDb = settings.dynamoDb()) {
      result = settings.reconciliation(dynamoDb, clock, limits).run();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      out.println(JSON.toJson(result));
    } else {
      print(out, result);
    }
    out.flush();
    return result.differences().isEmpty() ? AGREE : DIFFER;
  }

  private static void print(PrintWriter out, Reconciliation.Result result) {
    List<Difference> differences = result.differences();
    if (!differences.isEmpty()) {
      out.printf("%-20s %-24s %-30s %s%n", "DIFFERENCE", "ORDER", "CHARGE", "WHAT");
      differences.forEach(
          found ->
              out.printf(
                  "%-20s %-24s %-30s %s%n",
                  found.kind(),
                  found.orderId().isEmpty() ? "-" : found.orderId(),
                  found.chargeId().isEmpty() ? "-" : found.chargeId(),
                  found.detail()));
      out.println();
    }
    out.printf(
        "%d charges and %d rows compared: %s%n",
        result.charges(),
        result.rows(),
        differences.isEmpty() ? "they agree." : differences.size() + " differences.");
  }
}
