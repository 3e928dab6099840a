package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import dev.triggerbridge.local.aws.S3Local;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.system.check.Sha256;
import dev.triggerbridge.local.system.read.AuditReader;
import dev.triggerbridge.local.system.stack.Addresses;
import dev.triggerbridge.local.system.stack.Resources;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What runs have left in a state folder, served again without bridge and functions, and judged by
 * {@code ./audit}.
 */
final class KeptAudit implements AutoCloseable {
  private static final String BUCKET = "audit";
  private static final int HASH = 64;

  private final Resources servers;
  private final URI s3;
  private final AuditProgram program;
  private int replays;

  private KeptAudit(Resources servers, URI s3, AuditProgram program) {
    this.servers = servers;
    this.s3 = s3;
    this.program = program;
  }

  /** Starts the servers on a folder that no run uses; blocks for some seconds. */
  static KeptAudit of(Path home, Path state) throws Exception {
    Resources servers = new Resources();
    try {
      NatsServer nats = servers.keep(NatsServer.start(NatsServerOptions.in(state.resolve("nats"))));
      DynamoDbLocal dynamoDb = servers.keep(DynamoDbLocal.start(state.resolve("dynamodb")));
      S3Local s3 = servers.keep(S3Local.start(state.resolve("s3"), BUCKET));
      Map<String, String> environment = new TreeMap<>(Addresses.credentials());
      environment.put("NATS_URL", nats.url());
      environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
      environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
      return new KeptAudit(servers, s3.endpoint(), new AuditProgram(home, BUCKET, environment));
    } catch (Exception e) {
      servers.close();
      throw e;
    }
  }

  /** Everything can be sealed, and is whole before and after it. */
  void isSealedAndWhole() throws Exception {
    AuditProgram.Answer before = program.run("verify");
    assertThat(before.status()).as(before.text()).isZero();

    AuditProgram.Answer sealed = program.run("seal", "--range", "100");
    assertThat(sealed.status()).as(sealed.text()).isZero();
    for (JsonElement stream : sealed.json().getAsJsonArray()) {
      assertThat(stream.getAsJsonObject().get("notCompared").getAsLong()).isZero();
    }

    AuditProgram.Answer after = program.run("verify");
    assertThat(after.status()).as(after.text()).isZero();
    TreeSet<String> streams = new TreeSet<>();
    for (JsonElement each : after.json().getAsJsonObject().getAsJsonArray("epochs")) {
      JsonObject epoch = each.getAsJsonObject();
      streams.add(epoch.get("stream").getAsString());
      assertThat(epoch.get("waiting").getAsLong()).isZero();
      assertThat(epoch.get("records").getAsLong()).isEqualTo(epoch.get("streamLast").getAsLong());
      assertThat(epoch.get("sealedTo").getAsLong()).isEqualTo(epoch.get("streamLast").getAsLong());
    }
    assertThat(streams).containsExactly("DLQ", "INVENTORY", "ORDERS", "PAYMENTS");
  }

  /** Orders rebuilt from the audit alone, of a range or of everything, equal the live ones. */
  void rebuildsTheLiveOrders(int orders, String... range) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of("--table", "again-" + ++replays, "--create-table", "--compare", "orders"));
    options.addAll(Arrays.asList(range));

    AuditProgram.Answer replay = program.run("replay", options.toArray(String[]::new));

    assertThat(replay.status()).as(replay.text()).isZero();
    JsonObject result = replay.json().getAsJsonObject();
    assertThat(result.getAsJsonArray("differences")).isEmpty();
    assertThat(result.get("compared").getAsInt()).isEqualTo(orders);
  }

  /** Somebody who knows how names are made changes when a message was stored. */
  void isNotWholeOnceARecordIsAltered() throws Exception {
    try (S3Client client = AuditReader.client(s3)) {
      String key =
          client.listObjectsV2(list -> list.bucket(BUCKET).prefix("ORDERS/")).contents().stream()
              .map(S3Object::key)
              .findFirst()
              .orElseThrow();
      String content = client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asString(UTF_8);
      String forged = content.replaceFirst("\"timestamp\":\"20", "\"timestamp\":\"19");
      String forgedKey = key.substring(0, key.length() - HASH) + Sha256.hex(forged.getBytes(UTF_8));
      client.putObject(
          put -> put.bucket(BUCKET).key(forgedKey), RequestBody.fromString(forged, UTF_8));
      client.deleteObject(delete -> delete.bucket(BUCKET).key(key));
    }

    AuditProgram.Answer verified = program.run("verify");

    assertThat(verified.status()).as(verified.text()).isEqualTo(1);
    assertThat(verified.output())
        .contains("ALTERED_RECORD", "differs from the stream's message in timestamp");
    assertThat(program.run("verify", "--bucket-only").status()).isEqualTo(1);
  }

  @Override
  public void close() throws Exception {
    servers.close();
  }
}
