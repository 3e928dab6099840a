package dev.triggerbridge.local.system.stack;

import dev.triggerbridge.functions.descriptor.BucketDefinition;
import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.TableDefinition;
import dev.triggerbridge.local.aws.LocalCredentials;
import dev.triggerbridge.local.aws.Tables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The four functions, their tables and the bucket, deployed through the AWS APIs of one endpoint.
 *
 * <p>{@link #close} removes them again unless they are kept. Used by one thread.
 */
public final class Deployment implements Functions, AutoCloseable {
  private static final String ROLE = "arn:aws:iam::000000000000:role/functions";

  /** Twenty megabytes have to arrive, be unpacked and be started. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final AwsEndpoint endpoint;
  private final List<FunctionDescriptor> functions;
  private final boolean keep;
  private final LambdaClient lambda;
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;

  private Deployment(AwsEndpoint endpoint, List<FunctionDescriptor> functions, boolean keep) {
    this.endpoint = endpoint;
    this.functions = functions;
    this.keep = keep;
    var credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(LocalCredentials.KEY_ID, LocalCredentials.SECRET));
    Region region = Region.of(LocalCredentials.REGION);
    this.lambda =
        LambdaClient.builder()
            .endpointOverride(endpoint.url())
            .region(region)
            .credentialsProvider(credentials)
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
            .build();
    this.dynamoDb = new DynamoDb(endpoint.url()).client();
    this.s3 =
        S3Client.builder()
            .endpointOverride(endpoint.url())
            .forcePathStyle(true)
            .region(region)
            .credentialsProvider(credentials)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  /**
   * Deploys; blocks until the functions can be invoked. What was made is removed again if something
   * fails.
   *
   * @param gateway the payment gateway, as functions reach it
   * @param keep whether tables and bucket outlive this, and may exist already
   * @throws IOException if something of an earlier run is in the way, with the remedy
   */
  public static Deployment make(
      AwsEndpoint endpoint, List<FunctionDescriptor> functions, URI gateway, boolean keep)
      throws IOException {
    Deployment made = new Deployment(endpoint, functions, keep);
    try {
      if (endpoint.clean()) {
        made.remove();
      } else if (!keep) {
        made.mustBeNew();
      }
    } catch (IOException | RuntimeException e) {
      made.disconnect();
      throw e;
    }
    try {
      for (FunctionDescriptor function : functions) {
        made.deploy(function, gateway);
      }
      return made;
    } catch (IOException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  @Override
  public URI url() {
    return endpoint.url();
  }

  /** The endpoint counts them, if at all, where nobody asks. */
  @Override
  public long throttles() {
    return 0;
  }

  @Override
  public void close() {
    try {
      if (!keep) {
        remove();
      }
    } finally {
      disconnect();
    }
  }

  private void disconnect() {
    lambda.close();
    dynamoDb.close();
    s3.close();
  }

  private void deploy(FunctionDescriptor function, URI gateway) throws IOException {
    Map<String, String> environment = new HashMap<>(function.environment());
    TableDefinition table = function.table();
    if (table != null) {
      Tables.create(
          dynamoDb, table.name(), table.partitionKey(), table.sortKey(), table.ttlAttribute());
      environment.put(FunctionDescriptor.TABLE_NAME, table.name());
    }
    BucketDefinition bucket = function.bucket();
    if (bucket != null) {
      createBucket(bucket.name());
      environment.put(FunctionDescriptor.BUCKET_NAME, bucket.name());
    }
    environment.put("PAYMENT_GATEWAY_URL", gateway.toString());
    create(function, environment);
  }

  /** Deletes one that is there first: the code may be another. */
  private void create(FunctionDescriptor function, Map<String, String> environment)
      throws IOException {
    deleteFunction(function.name());
    SdkBytes zip = SdkBytes.fromByteArrayUnsafe(Files.readAllBytes(function.artifact()));
    lambda.createFunction(
        create ->
            create
                .functionName(function.name())
                .runtime("java25")
                .handler(function.handler())
                .role(ROLE)
                .architecturesWithStrings(arm() ? "arm64" : "x86_64")
                .memorySize(FunctionHost.memoryMb(function))
                .timeout(function.timeoutSeconds())
                .environment(variables -> variables.variables(environment))
                .code(code -> code.zipFile(zip)));
    lambda.waiter().waitUntilFunctionActiveV2(get -> get.functionName(function.name()));
    lambda.putFunctionConcurrency(
        put ->
            put.functionName(function.name())
                .reservedConcurrentExecutions(FunctionHost.executions(function)));
  }

  private static boolean arm() {
    return System.getProperty("os.arch", "").contains("aarch");
  }

  private void createBucket(String name) {
    if (!exists(name)) {
      s3.createBucket(
          create ->
              create
                  .bucket(name)
                  .objectLockEnabledForBucket(true)
                  .createBucketConfiguration(
                      where -> where.locationConstraint(LocalCredentials.REGION)));
    }
  }

  private boolean exists(String bucket) {
    try {
      s3.headBucket(head -> head.bucket(bucket));
      return true;
    } catch (NoSuchBucketException e) {
      return false;
    }
  }

  private void mustBeNew() throws IOException {
    for (FunctionDescriptor function : functions) {
      TableDefinition table = function.table();
      if (table != null && dynamoDb.listTables().tableNames().contains(table.name())) {
        throw inTheWay("table " + table.name());
      }
      BucketDefinition bucket = function.bucket();
      if (bucket != null && exists(bucket.name())) {
        throw inTheWay("bucket " + bucket.name());
      }
    }
  }

  private IOException inTheWay(String what) {
    return new IOException(
        "%s exists at %s already: --clean removes it, and --data DIR goes on with the run that made it"
            .formatted(what, endpoint.url()));
  }

  private void remove() {
    for (FunctionDescriptor function : functions) {
      deleteFunction(function.name());
      TableDefinition table = function.table();
      if (table != null) {
        deleteTable(table.name());
      }
      BucketDefinition bucket = function.bucket();
      if (bucket != null && exists(bucket.name())) {
        for (S3Object object :
            s3.listObjectsV2Paginator(list -> list.bucket(bucket.name())).contents()) {
          s3.deleteObject(delete -> delete.bucket(bucket.name()).key(object.key()));
        }
        deleteVersions(bucket.name());
        s3.deleteBucket(delete -> delete.bucket(bucket.name()));
      }
    }
  }

  /** A bucket with Object Lock has versions, and only an empty one can be deleted. */
  private void deleteVersions(String bucket) {
    var versions = s3.listObjectVersionsPaginator(list -> list.bucket(bucket));
    versions
        .versions()
        .forEach(
            each ->
                s3.deleteObject(
                    delete ->
                        delete
                            .bucket(bucket)
                            .key(each.key())
                            .versionId(each.versionId())
                            .bypassGovernanceRetention(true)));
    versions
        .deleteMarkers()
        .forEach(
            each ->
                s3.deleteObject(
                    delete -> delete.bucket(bucket).key(each.key()).versionId(each.versionId())));
  }

  private void deleteTable(String name) {
    try {
      dynamoDb.deleteTable(delete -> delete.tableName(name));
    } catch (ResourceNotFoundException e) {
      return;
    }
    dynamoDb.waiter().waitUntilTableNotExists(describe -> describe.tableName(name));
  }

  private void deleteFunction(String name) {
    try {
      lambda.deleteFunction(delete -> delete.functionName(name));
    } catch (software.amazon.awssdk.services.lambda.model.ResourceNotFoundException e) {
      return;
    }
  }
}
