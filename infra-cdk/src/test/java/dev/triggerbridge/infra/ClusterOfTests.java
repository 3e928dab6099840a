package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;

import dev.triggerbridge.local.nats.NatsServerBinary;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Three servers on loopback from the configuration that is in the template of prod. Addresses,
 * folders and certificates differ, and nothing else.
 */
final class ClusterOfTests implements AutoCloseable {
  private static final String MARK = "END_OF_CONFIGURATION";

  private final Path folder;
  private final List<Integer> clients = new ArrayList<>();
  private final List<Integer> routes = new ArrayList<>();
  private final List<Integer> monitoring = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final Thread endWithJvm = new Thread(this::destroy, "end-cluster");
  // No test depends on what they are, only that servers and clients have the same.
  private final Map<String, String> passwords;

  ClusterOfTests(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    byte[] random = new byte[20];
    new Random().nextBytes(random);
    String password = "p" + HexFormat.of().formatHex(random);
    passwords =
        List.of("bridge", "producer", "operator", "system").stream()
            .collect(Collectors.toMap(user -> user, user -> password + user));
    Process certificates =
        new ProcessBuilder("./nats-certificates", folder.resolve("tls").toString(), "IP:127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("certificates.log").toFile())
            .start();
    if (!certificates.waitFor(60, TimeUnit.SECONDS) || certificates.exitValue() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("certificates.log")));
    }
    List<Integer> ports = freePorts(3 * NatsCluster.NODES);
    for (int node = 0; node < NatsCluster.NODES; node++) {
      clients.add(ports.get(3 * node));
      routes.add(ports.get(3 * node + 1));
      monitoring.add(ports.get(3 * node + 2));
    }
    Runtime.getRuntime().addShutdownHook(endWithJvm);
    for (int node = 0; node < NatsCluster.NODES; node++) {
      Files.writeString(folder.resolve("nats-%d.conf".formatted(node)), configuration(node));
      processes.add(launch(node));
    }
  }

  /** The configuration in the start script of a node. */
  static String rendered() {
    String script = script();
    int from = script.indexOf("\n", script.indexOf("<<'" + MARK)) + 1;
    return script.substring(from, script.indexOf("\n" + MARK, from) + 1);
  }

  /** The start script of a node; what CloudFormation would fill in is only marked. */
  static String script() {
    Map<String, Object> template =
        Synthesis.PROD.resourcesOf(Names.NATS_STACK, "AWS::EC2::LaunchTemplate").values().stream()
            .findFirst()
            .orElseThrow();
    List<?> parts =
        (List<?>)
            ((List<?>)
                    Synthesis.value(
                        at(template, "Properties", "LaunchTemplateData", "UserData", "Fn::Base64"),
                        "Fn::Join"))
                .get(1);
    return parts.stream()
        .map(part -> part instanceof String text ? text : "TOKEN")
        .collect(Collectors.joining());
  }

  /** Addresses for clients, separated by commas. */
  String servers() {
    return clients.stream().map(port -> "tls://127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  Path authority() {
    return folder.resolve("tls/ca.crt");
  }

  String password(String user) {
    return passwords.getOrDefault(user, "");
  }

  Connection connect(String user) throws Exception {
    return Nats.connect(
        new Options.Builder()
            .servers(servers().split(","))
            .userInfo(user, password(user))
            .sslContext(trusting(authority()))
            .reconnectWait(Duration.ofMillis(200))
            .maxReconnects(-1)
            .build());
  }

  /** Addresses without credentials, for those who have none. */
  Options.Builder strangers() throws Exception {
    return new Options.Builder()
        .server(servers().split(",")[0])
        .sslContext(trusting(authority()))
        .maxReconnects(0);
  }

  /** Whether a node says that everything on it has caught up; what the start script waits for. */
  boolean isHealthy(int node) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:%d/healthz".formatted(monitoring.get(node)))
                  .toURL()
                  .openConnection();
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  boolean isHealthy() {
    return IntStream.range(0, NatsCluster.NODES).allMatch(this::isHealthy);
  }

  /** SIGKILL, as if the machine had lost power. */
  void kill(int node) throws InterruptedException {
    processes.get(node).destroyForcibly().waitFor();
  }

  /** SIGTERM, as at a replacement; returns when it is gone. */
  void stop(int node) throws InterruptedException {
    processes.get(node).destroy();
    if (!processes.get(node).waitFor(30, TimeUnit.SECONDS)) {
      kill(node);
    }
  }

  /** Again, on its old volume. */
  void start(int node) throws IOException {
    processes.set(node, launch(node));
  }

  /** The number of the node that has a name of the server's own. */
  static int numberOf(String serverName) {
    return Integer.parseInt(serverName.substring("nats-".length())) - 1;
  }

  String log(int node) throws IOException {
    return Files.readString(folder.resolve("nats-%d.log".formatted(node)));
  }

  @Override
  public void close() {
    destroy();
    Runtime.getRuntime().removeShutdownHook(endWithJvm);
  }

  private void destroy() {
    processes.forEach(Process::destroyForcibly);
  }

  private String configuration(int node) {
    String text =
        rendered()
            .replace("0.0.0.0:4222", "127.0.0.1:" + clients.get(node))
            .replace("0.0.0.0:6222", "127.0.0.1:" + routes.get(node))
            .replace("127.0.0.1:8222", "127.0.0.1:" + monitoring.get(node))
            .replace("\"/data\"", "\"" + folder.resolve("data-" + node) + "\"")
            .replace("/etc/nats", folder.resolve("tls").toString());
    for (int other = 0; other < NatsCluster.NODES; other++) {
      text = text.replace(NatsNode.host(other + 1) + ":6222", "127.0.0.1:" + routes.get(other));
    }
    return text;
  }

  private Process launch(int node) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                NatsServerBinary.resolve().toString(),
                "--config",
                folder.resolve("nats-%d.conf".formatted(node)).toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    folder.resolve("nats-%d.log".formatted(node)).toFile()));
    builder.environment().put("NATS_NAME", "nats-" + (node + 1));
    passwords.forEach(
        (user, password) ->
            builder
                .environment()
                .put("NATS_" + user.toUpperCase(Locale.ROOT) + "_PASSWORD", password));
    return builder.start();
  }

  static SSLContext trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
