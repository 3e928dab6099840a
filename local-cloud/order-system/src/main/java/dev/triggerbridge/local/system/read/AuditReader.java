package dev.triggerbridge.local.system.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.triggerbridge.local.aws.LocalCredentials;
import dev.triggerbridge.local.system.check.Sha256;
import dev.triggerbridge.local.system.snapshot.AuditRecord;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads every audit object of the bucket. Blocks. */
public final class AuditReader {
  private static final int PARALLEL = 4;

  private AuditReader() {}

  /** All lines of all objects, each with the hash of its payload computed here. */
  public static List<AuditRecord> read(URI endpoint, String bucket)
      throws IOException, InterruptedException {
    try (S3Client s3 = client(endpoint);
        ExecutorService readers = Executors.newFixedThreadPool(PARALLEL)) {
      List<Future<List<AuditRecord>>> objects = new ArrayList<>();
      for (S3Object object : s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents()) {
        // Manifests of the sealer are no records.
        if (!object.key().startsWith(".sealed/")) {
          objects.add(readers.submit(() -> object(s3, bucket, object.key())));
        }
      }
      List<AuditRecord> records = new ArrayList<>();
      for (Future<List<AuditRecord>> object : objects) {
        records.addAll(object.get());
      }
      return records;
    } catch (ExecutionException e) {
      throw new IOException("an audit object cannot be read", e.getCause());
    }
  }

  private static List<AuditRecord> object(S3Client s3, String bucket, String key) {
    String content = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asString(UTF_8);
    return content.lines().map(line -> line(line, key)).toList();
  }

  private static AuditRecord line(String line, String key) {
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    byte[] payload = Base64.getDecoder().decode(text(json, "payload"));
    return new AuditRecord(
        text(json, "stream"),
        text(json, "epoch"),
        Long.parseLong(text(json, "sequence")),
        text(json, "subject"),
        text(json, "payloadSha256"),
        Sha256.hex(payload),
        key);
  }

  private static String text(JsonObject json, String field) {
    return json.get(field).getAsString();
  }

  /** A new client with fixed local credentials; the caller closes it. */
  public static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.of(LocalCredentials.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalCredentials.KEY_ID, LocalCredentials.SECRET)))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
