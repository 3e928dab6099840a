package dev.triggerbridge.local.system.stack;

import dev.triggerbridge.local.aws.LocalCredentials;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Where the tables are.
 *
 * @param endpoint of DynamoDB's API
 */
public record DynamoDb(URI endpoint) {
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
}
