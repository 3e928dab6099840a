package dev.triggerbridge.infra;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration of a node of the NATS cluster, the same text for all nodes. What differs, and
 * what is secret, comes from the environment of the server's process: {@code NATS_NAME} and the
 * passwords.
 */
final class NatsConfiguration {
  static final String FOLDER = "/etc/nats";
  static final String DATA = "/data";
  static final int CLIENT_PORT = 4222;
  static final int ROUTE_PORT = 6222;

  /** Only the node itself may ask: it says more than it should to strangers. */
  static final String MONITORING = "127.0.0.1:8222";

  private NatsConfiguration() {}

  /**
   * The file.
   *
   * @param hosts names of all nodes
   * @param storeGiB how much the streams of a node may hold
   */
  static String render(List<String> hosts, int storeGiB, NatsSubjects subjects) {
    return String.join(
        "\n\n", listeners(), storage(storeGiB), cluster(hosts), accounts(subjects), "");
  }

  private static String listeners() {
    return """
        server_name: $NATS_NAME
        listen: 0.0.0.0:%d
        http: %s
        max_payload: 8MB
        # At the end clients are moved to other nodes, and leaders step down.
        lame_duck_duration: 30s
        lame_duck_grace_period: 5s
        tls: {
        %s
        }"""
        .formatted(CLIENT_PORT, MONITORING, certificate());
  }

  /** An acknowledged message is on disk: three machines can lose power at once. */
  private static String storage(int storeGiB) {
    return """
        jetstream: {
          store_dir: "%s"
          max_memory_store: 256MB
          max_file_store: %dGB
          sync_interval: always
        }"""
        .formatted(DATA, storeGiB);
  }

  /** Clients know all names; addresses that servers tell them would fit no certificate. */
  private static String cluster(List<String> hosts) {
    return """
        cluster: {
          name: trigger-bridge
          listen: 0.0.0.0:%d
          no_advertise: true
          tls: {
        %s
            verify: true
            timeout: 5
          }
          routes: [
        %s
          ]
        }"""
        .formatted(
            ROUTE_PORT,
            certificate(),
            hosts.stream()
                .map(host -> "    tls://%s:%d".formatted(host, ROUTE_PORT))
                .collect(Collectors.joining("\n")));
  }

  private static String accounts(NatsSubjects subjects) {
    return """
        accounts: {
          ORDERS: {
            jetstream: enabled
            users: [
              {user: bridge, password: $NATS_BRIDGE_PASSWORD, permissions: {
                publish: {allow: [
        %s
                ]}
                subscribe: {allow: [%s]}
                allow_responses: true
              }}
              {user: producer, password: $NATS_PRODUCER_PASSWORD, permissions: {
                publish: {allow: [%s]}
                subscribe: {allow: [%s]}
              }}
              {user: operator, password: $NATS_OPERATOR_PASSWORD}
            ]
          }
          SYS: {
            users: [{user: system, password: $NATS_SYSTEM_PASSWORD}]
          }
        }
        system_account: SYS"""
        .formatted(
            subjects.bridgePublishes().stream()
                .map(subject -> "          \"" + subject + "\"")
                .collect(Collectors.joining("\n")),
            quoted(subjects.bridgeSubscribes()),
            quoted(subjects.producerPublishes()),
            quoted(subjects.producerSubscribes()));
  }

  private static String certificate() {
    return """
            cert_file: "%s/server.crt"
            key_file: "%s/server.key"
            ca_file: "%s/ca.crt"\
        """
        .formatted(FOLDER, FOLDER, FOLDER);
  }

  private static String quoted(List<String> subjects) {
    return subjects.stream().map(subject -> '"' + subject + '"').collect(Collectors.joining(", "));
  }
}
