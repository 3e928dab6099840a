package dev.triggerbridge.local.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Creates tables as the cloud side defines them: on demand, string keys, optional TTL. */
public final class Tables {
  private Tables() {}

  /**
   * Creates one, unless it exists, and returns when it can be used.
   *
   * @param ttlAttribute the attribute with the expiry in epoch seconds, or null
   */
  public static void create(
      DynamoDbClient client,
      String name,
      String partitionKey,
      @Nullable String sortKey,
      @Nullable String ttlAttribute) {
    List<AttributeDefinition> attributes = new ArrayList<>(List.of(stringAttribute(partitionKey)));
    List<KeySchemaElement> keys = new ArrayList<>(List.of(key(partitionKey, KeyType.HASH)));
    if (sortKey != null) {
      attributes.add(stringAttribute(sortKey));
      keys.add(key(sortKey, KeyType.RANGE));
    }
    try {
      client.createTable(
          request ->
              request
                  .tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(attributes)
                  .keySchema(keys));
    } catch (ResourceInUseException e) {
      return;
    }
    client.waiter().waitUntilTableExists(request -> request.tableName(name));
    if (ttlAttribute != null) {
      client.updateTimeToLive(
          request ->
              request
                  .tableName(name)
                  .timeToLiveSpecification(ttl -> ttl.attributeName(ttlAttribute).enabled(true)));
    }
  }

  private static AttributeDefinition stringAttribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
