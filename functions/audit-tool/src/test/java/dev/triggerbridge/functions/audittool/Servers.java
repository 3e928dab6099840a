package dev.triggerbridge.functions.audittool;

import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.aws.S3Local;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The servers that the audit lives between. One of each per process. */
final class Servers {
  static final Path FOLDER = folder();
  static final S3Local S3 = s3();
  static final NatsServer NATS = nats();
  static final DynamoDbLocal DYNAMO_DB = dynamoDb();

  private Servers() {}

  static S3Client s3Client() {
    return S3Client.builder()
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)))
        .build();
  }

  private static S3Local s3() {
    // The server's Boot is not to configure logging: the functions bring another logger.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    S3Local server = S3Local.start(FOLDER.resolve("s3"), "audit");
    System.setProperty("aws.endpointUrlS3", server.endpoint().toString());
    System.setProperty("aws.region", "eu-central-1");
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");
    return server;
  }

  private static NatsServer nats() {
    return NatsServer.start(NatsServerOptions.in(FOLDER.resolve("nats")));
  }

  private static DynamoDbLocal dynamoDb() {
    DynamoDbLocal server = DynamoDbLocal.start(null);
    System.setProperty("aws.endpointUrlDynamoDb", server.endpoint().toString());
    return server;
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("audit-tool");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stop(Path folder) {
    NATS.close();
    S3.close();
    DYNAMO_DB.close();
    try (var paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
