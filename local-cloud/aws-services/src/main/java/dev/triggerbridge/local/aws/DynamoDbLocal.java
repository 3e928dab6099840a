package dev.triggerbridge.local.aws;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, over HTTP on 127.0.0.1.
 *
 * <p>Its own server binds all addresses, so its handler runs in a Jetty of ours. Items past their
 * TTL, by the clock of the machine, are deleted within seconds, where DynamoDB may take days.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private final Server jetty;
  private final LocalDynamoDBRequestHandler requests;
  private final URI endpoint;

  private DynamoDbLocal(Server jetty, LocalDynamoDBRequestHandler requests, URI endpoint) {
    this.jetty = jetty;
    this.requests = requests;
    this.endpoint = endpoint;
  }

  /**
   * Starts on a free port; blocks for about a second.
   *
   * @param directory where tables are kept, created if absent; null keeps them in memory
   */
  public static DynamoDbLocal start(@Nullable Path directory) {
    return start(directory, 0);
  }

  /**
   * Starts on a given port, or a free one for 0; otherwise like {@link #start(Path)}.
   *
   * @throws IllegalStateException if it cannot start, for example because the port is taken
   */
  public static DynamoDbLocal start(@Nullable Path directory, int port) {
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
      LocalDynamoDBRequestHandler requests =
          new LocalDynamoDBRequestHandler(
              0,
              directory == null,
              directory == null ? null : directory.toString(),
              /* sharedDb= */ true,
              /* delayTransientStatuses= */ false);
      Server jetty = new Server();
      ServerConnector connector = new ServerConnector(jetty);
      connector.setHost("127.0.0.1");
      connector.setPort(port);
      jetty.addConnector(connector);
      jetty.setHandler(new LocalDynamoDBServerHandler(requests, null));
      jetty.start();
      URI endpoint = URI.create("http://127.0.0.1:" + connector.getLocalPort());
      return new DynamoDbLocal(jetty, requests, endpoint);
    } catch (Exception e) {
      throw new IllegalStateException("cannot start DynamoDB Local on port " + port, e);
    }
  }

  /** The address for clients. */
  public URI endpoint() {
    return endpoint;
  }

  /** A new client with fixed local credentials; the caller closes it. */
  public DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalCredentials.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalCredentials.KEY_ID, LocalCredentials.SECRET)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /**
   * Creates an on-demand table with string keys, if it does not exist.
   *
   * @param ttlAttribute the attribute with the expiry in epoch seconds, or null
   */
  public void createTable(
      String name, String partitionKey, @Nullable String sortKey, @Nullable String ttlAttribute) {
    try (DynamoDbClient client = client()) {
      Tables.create(client, name, partitionKey, sortKey, ttlAttribute);
    }
  }

  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop DynamoDB Local", e);
    } finally {
      requests.shutdown();
    }
  }
}
