package dev.triggerbridge.local.system.app;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import dev.triggerbridge.local.system.stack.AwsEndpoint;
import dev.triggerbridge.local.system.stack.Deployment;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * {@code run-local deploy}: functions, tables and bucket into an emulator, for a bridge and a NATS
 * server that somebody else runs; help.txt explains the options.
 */
@Command(name = "run-local deploy")
final class Deploy {
  @Option(names = "--aws-endpoint", paramLabel = "URL", required = true)
  private @Nullable URI awsEndpoint;

  @Option(names = "--gateway", paramLabel = "URL", required = true)
  private @Nullable URI gateway;

  @Option(names = "--clean")
  private boolean clean;

  private Deploy() {}

  /**
   * Reads what follows {@code deploy}.
   *
   * @throws UsageException naming the option, its value and the remedy
   */
  static Deploy parse(String... arguments) throws UsageException {
    Deploy deploy = new Deploy();
    try {
      new CommandLine(deploy).parseArgs(arguments);
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    Options.checkEndpoint(deploy.endpoint());
    URI gateway = deploy.gateway();
    if (gateway.getHost() == null) {
      throw new UsageException(
          "--gateway " + gateway + ": must be an address such as http://gateway:8080");
    }
    return deploy;
  }

  /**
   * Deploys in the calling thread, and returns when the functions can be invoked. Functions that
   * are there are replaced; tables and the bucket stay as they are, unless they are to be cleaned.
   *
   * @param home folder of the repository, whose packaged artifacts are deployed
   * @throws IOException if there is nothing at that address, or no artifact
   */
  void execute(Path home, PrintStream out) throws IOException {
    List<FunctionDescriptor> functions = FunctionDescriptors.readAll(home.resolve("functions"));
    AwsEndpoint endpoint = new AwsEndpoint(endpoint(), "127.0.0.1", clean);
    try (Deployment made = Deployment.make(endpoint, functions, gateway(), true)) {
      for (FunctionDescriptor function : functions) {
        out.println("function " + function.name() + " at " + made.url());
      }
    } catch (SdkClientException e) {
      throw new IOException(
          "nothing of AWS answers at --aws-endpoint %s: start the emulator, or name where it listens"
              .formatted(endpoint.url()),
          e);
    }
  }

  private URI endpoint() {
    return Objects.requireNonNull(awsEndpoint);
  }

  private URI gateway() {
    return Objects.requireNonNull(gateway);
  }
}
