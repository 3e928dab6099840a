package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.service.Group;
import io.nats.service.Service;
import io.nats.service.ServiceEndpoint;
import io.nats.service.ServiceMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One replica in the NATS service API, under the name {@code trigger-bridge}. {@code
 * trigger-bridge.status} and {@code trigger-bridge.log-level} are answered by every replica; {@code
 * trigger-bridge.pause} and {@code trigger-bridge.resume}, whose request is a mapping's name, by
 * one of them for all.
 */
public final class ControlService implements AutoCloseable {
  static final String NAME = "trigger-bridge";
  static final String STATUS = NAME + ".status";
  static final String LOG_LEVEL = NAME + ".log-level";

  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  private final Service service;

  private ControlService(Service service) {
    this.service = service;
  }

  /** Answers from now on, from threads of the client. */
  static ControlService start(
      Connection connection, String version, String instance, Replica replica) {
    PauseSwitches switches = new PauseSwitches(connection);
    Group group = new Group(NAME);
    Service service =
        Service.builder()
            .connection(connection)
            .name(NAME)
            .version(version)
            .description("NATS JetStream to AWS Lambda")
            .metadata(Map.of("instance", instance))
            .addServiceEndpoint(
                ServiceEndpoint.builder()
                    .group(group)
                    .endpointName("status")
                    // A queue of its own: a shared one would let only one replica answer.
                    .endpointQueueGroup(instance)
                    .handler(request -> request.respond(connection, replica.status()))
                    .build())
            .addServiceEndpoint(
                ServiceEndpoint.builder()
                    .group(group)
                    .endpointName("log-level")
                    .endpointQueueGroup(instance)
                    .handler(request -> logLevel(connection, request, replica))
                    .build())
            .addServiceEndpoint(
                ServiceEndpoint.builder()
                    .group(group)
                    .endpointName("pause")
                    .handler(
                        request -> change(connection, request, replica, switches::pause, "paused"))
                    .build())
            .addServiceEndpoint(
                ServiceEndpoint.builder()
                    .group(group)
                    .endpointName("resume")
                    .handler(
                        request ->
                            change(connection, request, replica, switches::resume, "resumed"))
                    .build())
            .build();
    var unused = service.startService();
    return new ControlService(service);
  }

  private static void logLevel(Connection connection, ServiceMessage request, Replica replica) {
    String asked = new String(request.getData(), StandardCharsets.UTF_8);
    try {
      request.respond(connection, replica.logLevel(asked));
    } catch (IllegalArgumentException e) {
      request.respondStandardError(connection, String.valueOf(e.getMessage()), BAD_REQUEST);
    }
  }

  private static void change(
      Connection connection, ServiceMessage request, Replica replica, Change change, String done) {
    String mapping = new String(request.getData(), StandardCharsets.UTF_8).strip();
    if (!replica.hasMapping(mapping)) {
      request.respondStandardError(connection, "there is no such mapping", BAD_REQUEST);
      return;
    }
    try {
      change.apply(mapping);
      request.respond(connection, "{\"mapping\":\"%s\",\"%s\":true}".formatted(mapping, done));
    } catch (IOException e) {
      request.respondStandardError(connection, String.valueOf(e.getMessage()), UNAVAILABLE);
    }
  }

  @Override
  public void close() {
    service.stop();
  }

  /** What a replica knows of itself. Called from threads of the client. */
  public interface Replica {
    /** How it stands, as JSON; must not block. */
    byte[] status();

    /**
     * Changes a log level if asked to, and answers with all of them.
     *
     * @throws IllegalArgumentException if the request cannot be understood
     */
    String logLevel(String request);

    /** Whether its configuration has the mapping. */
    boolean hasMapping(String name);
  }

  private interface Change {
    void apply(String mapping) throws IOException;
  }
}
