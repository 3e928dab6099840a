package dev.triggerbridge.functions.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.local.aws.LocalCredentials;
import dev.triggerbridge.local.aws.S3Local;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One S3 server for the tests of this process, and a client as the function makes it. */
final class S3Fixture {
  static final String BUCKET = "audit";
  private static final S3Local SERVER = start();

  private S3Fixture() {}

  static URI endpoint() {
    return SERVER.endpoint();
  }

  static List<String> keys(String prefix) {
    try (S3Client s3 = client(endpoint())) {
      return s3.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }

  static String content(String key) {
    try (S3Client s3 = client(endpoint())) {
      return s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asString(UTF_8);
    }
  }

  /** Something that is not ours, under one of our names. */
  static void plant(String key, String content) {
    try (S3Client s3 = client(endpoint())) {
      s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }
  }

  /** Unlike the function's own it waits as long as it takes. */
  private static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalCredentials.REGION))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalCredentials.KEY_ID, LocalCredentials.SECRET)))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)))
        .build();
  }

  private static S3Local start() {
    // The server's Boot is not to configure logging: the functions bring another logger.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    try {
      Path directory = Files.createTempDirectory("audit-s3");
      S3Local server = S3Local.start(directory, BUCKET);
      AwsProperties.use(server.endpoint().toString());
      warmUp(server);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's first answer takes longer than the function is ready to wait. */
  private static void warmUp(S3Local server) {
    try (S3Client s3 = client(server.endpoint())) {
      s3.putObject(put -> put.bucket(BUCKET).key("warm-up"), RequestBody.fromString("warm"));
      s3.headObject(head -> head.bucket(BUCKET).key("warm-up"));
    }
  }

  private static void stop(S3Local server, Path directory) {
    server.close();
    try (var paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + directory);
    }
  }
}
