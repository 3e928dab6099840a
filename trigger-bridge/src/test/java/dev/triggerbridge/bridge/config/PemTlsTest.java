package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates made by keytool, and a real nats-server that demands them. */
class PemTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void makeCertificates() throws Exception {
    pem("server", "-ext", "SAN=ip:127.0.0.1");
    pem("client");
  }

  @Test
  void server_that_demands_a_client_certificate_is_reached_with_the_files_of_the_configuration()
      throws Exception {
    String tls =
        "tls { cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\", verify: true }"
            .formatted(file("server.crt"), file("server.key"), file("client.crt"));
    NatsServerOptions options = NatsServerOptions.in(folder.resolve("nats")).withConfiguration(tls);
    try (NatsServer server = NatsServer.start(options)) {
      NatsConfig nats = read(server.url().replace("nats:", "tls:"), "client.crt", "client.key");
      Options connect =
          Options.builder()
              .servers(nats.servers().toArray(String[]::new))
              .sslContext(nats.tls().orElseThrow().context())
              .connectionTimeout(Duration.ofSeconds(10))
              .build();
      try (Connection connection = Nats.connect(connect)) {
        assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
      }
    }
  }

  @Test
  void key_that_is_none_is_named_with_the_conversion_and_not_printed() throws Exception {
    Files.writeString(file("other.key"), "-----BEGIN RSA PRIVATE KEY-----\ns3cr3t\n");

    assertThat(ConfigText.problems(yaml("tls://h:1", "client.crt", "other.key")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("nats.tls.keyFile");
              assertThat(problem.remedy()).contains("openssl pkcs8 -topk8 -nocrypt");
              assertThat(problem.toString()).doesNotContain("s3cr3t");
            });
  }

  @Test
  void file_without_a_certificate_is_named() throws Exception {
    Files.writeString(file("empty.crt"), "nothing");

    assertThat(ConfigText.problems(yaml("tls://h:1", "empty.crt", "client.key")))
        .extracting(Problem::path)
        .containsExactly("nats.tls.certificateFile");
  }

  private NatsConfig read(String server, String certificate, String key) {
    return ConfigText.read(yaml(server, certificate, key)).nats();
  }

  private String yaml(String server, String certificate, String key) {
    return """
    nats:
      servers: %s
      tls: {caFile: '%s', certificateFile: '%s', keyFile: '%s'}
    mappings:
      - {name: a, stream: S, functionName: f}
    """
        .formatted(server, file("server.crt"), file(certificate), file(key));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void pem(String name, String... more) throws Exception {
    Path store = file(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    write(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
    write(name + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
  }

  private void write(String name, String label, byte[] encoded) throws Exception {
    String body = Base64.getMimeEncoder().encodeToString(encoded);
    Files.writeString(
        file(name), "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }
}
