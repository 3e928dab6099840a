package dev.triggerbridge.functions.audittool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A stream that cannot be read is never taken for one that nobody audits. */
class UnreadableStreamTest {
  private static final String BUCKET = "audit-unreadable";

  /** The second user may do everything but ask for a stream's consumers. */
  private static final String USERS =
      """
      authorization {
        users = [
          {user: admin, password: secret}
          {user: looker, password: secret, permissions: {publish: {deny: ["$JS.API.CONSUMER.NAMES.>"]}}}
        ]
      }
      """;

  @TempDir private static Path folder;

  @Test
  void error_that_is_not_a_missing_stream_ends_the_command_with_a_status_of_its_own()
      throws Exception {
    var unused = Servers.S3;
    try (S3Client s3 = Servers.s3Client();
        NatsServer server =
            NatsServer.start(NatsServerOptions.in(folder).withConfiguration(USERS))) {
      s3.createBucket(create -> create.bucket(BUCKET));
      String admin = as("admin", server);
      String looker = as("looker", server);
      try (Connection nats = Nats.connect(admin)) {
        addStream(nats.jetStreamManagement());

        Command verified = Command.run("verify", "--bucket", BUCKET, "--nats", looker);
        Command sealed = Command.run("seal", "--bucket", BUCKET, "--nats", looker);

        assertThat(verified.status()).isEqualTo(3);
        assertThat(verified.out()).isEmpty();
        assertThat(verified.err())
            .contains("stream AUDITED cannot be read, so it was not compared")
            .doesNotContain("secret");
        assertThat(sealed.status()).isEqualTo(3);
        assertThat(Command.run("verify", "--bucket", BUCKET, "--nats", admin).status()).isZero();
      }
    }
  }

  @Test
  void stream_that_is_named_and_does_not_exist_is_said() {
    Command result =
        Command.run(
            "verify", "--bucket", "audit", "--stream", "NOBODYS", "--nats", Servers.NATS.url());

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("stream NOBODYS does not exist").contains("--bucket-only");
  }

  private static void addStream(JetStreamManagement management) throws Exception {
    management.addStream(
        StreamConfiguration.builder().name("AUDITED").subjects("audited.>").build());
    management.addOrUpdateConsumer(
        "AUDITED",
        ConsumerConfiguration.builder()
            .durable("audit-audited")
            .ackPolicy(AckPolicy.Explicit)
            .build());
  }

  private static String as(String user, NatsServer server) {
    return server.url().replace("nats://", "nats://" + user + ":secret@");
  }
}
