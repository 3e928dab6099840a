package dev.triggerbridge.bridge.promises;

import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.nats.JetStreamEntrySender;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The rig's dead-letter stream. */
record JetStreamDestination(Rig rig) implements Destination {
  private static final int MAX_MSG_SIZE = 1_000_000;

  JetStreamDestination {
    rig.deleteStream("DEAD");
    create(rig);
  }

  @Override
  public EntrySender sender() {
    try {
      return new JetStreamEntrySender(rig.connection(), "dead.in");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void breakDown() {
    rig.deleteStream("DEAD");
  }

  @Override
  public void repair() {
    create(rig);
  }

  private static void create(Rig rig) {
    try {
      var unused =
          rig.management()
              .addStream(
                  StreamConfiguration.builder()
                      .name("DEAD")
                      .subjects("dead.>")
                      .maximumMessageSize(MAX_MSG_SIZE)
                      .build());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Kept> kept() {
    return rig.stored("DEAD").stream().map(JetStreamDestination::kept).toList();
  }

  @Override
  public boolean keepsOneOfEach() {
    return true;
  }

  @Override
  public int mostPayload() {
    return MAX_MSG_SIZE;
  }

  @Override
  public void close() {}

  private static Kept kept(MessageInfo message) {
    Headers headers = Objects.requireNonNull(message.getHeaders());
    byte[] data = message.getData();
    return new Kept(
        text(headers, "Nats-Msg-Id"),
        data == null ? "" : new String(data, StandardCharsets.UTF_8),
        text(headers, "Dead-Letter-Data-Ref"),
        text(headers, "Dead-Letter-Error-Code"),
        text(headers, "Dead-Letter-Subject"));
  }

  private static String text(Headers headers, String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }
}
