package dev.triggerbridge.functions.audittool.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.functions.audittool.bucket.AuditRecord.AlteredException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The audit's bucket. Calls block; what S3 refuses is an {@code SdkException}. */
public final class AuditBucket implements AutoCloseable {
  /** Unlike a function, a command has the time that a large bucket takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final S3Client s3;
  private final String bucket;

  private AuditBucket(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** A bucket where the AWS SDK's own settings lead; at an own endpoint with paths, not hosts. */
  public static AuditBucket open(String bucket) {
    boolean local =
        System.getenv("AWS_ENDPOINT_URL_S3") != null
            || System.getProperty("aws.endpointUrlS3") != null;
    return new AuditBucket(
        S3Client.builder()
            .forcePathStyle(local)
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
            .build(),
        bucket);
  }

  /**
   * Every audit object of these streams, by key.
   *
   * @param streams whose; empty for all
   * @param foreign told of keys that neither the audit function nor the sealer makes
   */
  public List<ObjectName> objects(List<String> streams, Consumer<String> foreign) {
    List<ObjectName> names = new ArrayList<>();
    for (String prefix : prefixes("", streams)) {
      for (S3Object object :
          s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents()) {
        if (!object.key().startsWith(Manifest.PREFIX)) {
          ObjectName.of(object.key())
              .ifPresentOrElse(names::add, () -> foreign.accept(object.key()));
        }
      }
    }
    return names;
  }

  /**
   * Reads an object.
   *
   * @param altered told what is wrong with it; then it gives the records that can be read
   */
  public List<AuditRecord> read(ObjectName object, BiConsumer<ObjectName, String> altered) {
    byte[] content =
        s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key())).asByteArrayUnsafe();
    if (!Sha256.hex(content).equals(object.sha256())) {
      altered.accept(object, "its content is not what its name says");
    }
    List<AuditRecord> records = new ArrayList<>();
    for (String line : new String(content, UTF_8).lines().toList()) {
      try {
        records.add(AuditRecord.read(line, object));
      } catch (AlteredException e) {
        altered.accept(object, String.valueOf(e.getMessage()));
      }
    }
    return records;
  }

  /** The epochs of these streams that have manifests; of all if no stream is named. */
  public TreeSet<Epoch> sealedEpochs(List<String> streams) {
    TreeSet<Epoch> epochs = new TreeSet<>();
    for (String prefix : prefixes(Manifest.PREFIX, streams)) {
      for (S3Object object :
          s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents()) {
        String[] parts = object.key().split("/", -1);
        if (parts.length == 4) {
          epochs.add(new Epoch(parts[1], parts[2]));
        }
      }
    }
    return epochs;
  }

  /** An epoch's manifests in the order of their places. */
  public List<StoredManifest> manifests(Epoch epoch) {
    List<StoredManifest> manifests = new ArrayList<>();
    for (S3Object object :
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(Manifest.PREFIX + epoch + "/"))
            .contents()) {
      byte[] bytes =
          s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key())).asByteArrayUnsafe();
      manifests.add(new StoredManifest(object.key(), Sha256.hex(bytes), Manifest.read(bytes)));
    }
    return manifests;
  }

  /**
   * Stores a manifest unless its place in the chain is taken.
   *
   * @return whether it was free
   */
  public boolean append(Epoch epoch, Manifest manifest) {
    try {
      s3.putObject(
          put ->
              put.bucket(bucket)
                  .key(Manifest.key(epoch, Long.parseLong(manifest.index())))
                  .ifNoneMatch("*")
                  .contentType("application/json"),
          RequestBody.fromBytes(manifest.bytes()));
      return true;
    } catch (S3Exception e) {
      @Nullable Integer status = e.statusCode();
      if (status == HttpURLConnection.HTTP_PRECON_FAILED
          || status == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    s3.close();
  }

  private static List<String> prefixes(String before, List<String> streams) {
    return streams.isEmpty()
        ? List.of(before)
        : streams.stream().map(stream -> before + stream + "/").toList();
  }
}
