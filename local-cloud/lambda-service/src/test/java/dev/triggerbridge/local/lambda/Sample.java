package dev.triggerbridge.local.lambda;

import dev.triggerbridge.local.lambda.sample.SampleFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The sample function, packaged as Lambda wants it, and the SDK's own client to invoke it. */
final class Sample {
  private Sample() {}

  static LocalFunction function(String name, Path folder) {
    return new LocalFunction(
        name,
        SampleFunction.class.getName() + "::handleRequest",
        zip(folder),
        256,
        Duration.ofSeconds(30),
        10,
        Map.of(),
        Set.of("live"),
        Optional.empty());
  }

  /** Options without an AOT cache: most tests start each artifact once. */
  static LambdaServiceOptions options(Path folder) {
    return LambdaServiceOptions.in(folder.resolve("lambda"))
        .withCache(folder.resolve("cache"))
        .withAotCache(false);
  }

  static LambdaClient client(URI endpoint) {
    return LambdaClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)))
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  /** Invokes synchronously with a JSON string as the event. */
  static InvokeResponse invoke(LambdaClient client, String function, String command) {
    return client.invoke(
        request ->
            request.functionName(function).payload(SdkBytes.fromUtf8String("\"" + command + "\"")));
  }

  static String answer(LambdaClient client, String function, String command) {
    return invoke(client, function, command).payload().asUtf8String();
  }

  private static Path zip(Path folder) {
    Path zip = folder.resolve("sample-function.zip");
    try {
      Path classes =
          Path.of(SampleFunction.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path sources = classes.resolve("dev/triggerbridge/local/lambda/sample");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
          Stream<Path> files = Files.list(sources)) {
        for (Path file : files.toList()) {
          out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
          Files.copy(file, out);
        }
      }
      return zip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
