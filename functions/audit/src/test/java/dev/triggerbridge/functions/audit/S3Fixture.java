package dev.triggerbridge.functions.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.functions.support.FunctionClients;
import dev.triggerbridge.local.aws.S3Local;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
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

  /** A client as functions make it, for the server or something in front of it. */
  static S3Client client(URI endpoint) {
    AwsProperties.use(endpoint.toString());
    try {
      return FunctionClients.s3();
    } finally {
      AwsProperties.use(endpoint().toString());
    }
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

  private static S3Local start() {
    // The server's Boot is not to configure logging: the functions bring another logger.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    try {
      Path directory = Files.createTempDirectory("audit-s3");
      S3Local server = S3Local.start(directory, BUCKET);
      AwsProperties.use(server.endpoint().toString());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(S3Local server, Path directory) {
    server.close();
    try (var paths = Files.walk(directory)) {
      paths.sorted(java.util.Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + directory);
    }
  }
}
