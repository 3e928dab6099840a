package dev.triggerbridge.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What the users of NATS may say and hear. The bridge's rights follow from its configuration: what
 * it does not publish there it may not publish here.
 */
final class NatsSubjects {
  /** The key-value buckets of the bridge; each has the name that is in its source. */
  static final List<String> BUCKETS =
      List.of("attempts", "halts", "leases", "paused", "redrives", "state").stream()
          .map(name -> "trigger-bridge-" + name)
          .toList();

  /** Subjects on which events wait for their time. */
  static final String DELAYED = "triggerbridge.delayed.>";

  private static final String API = "$JS.API.";

  private final BridgeDocument document;

  NatsSubjects(BridgeDocument document) {
    this.document = document;
  }

  /**
   * Making and changing streams, but never deleting or purging one; consumers; acks; its buckets;
   * the events and dead letters of its mappings. Streams are not named: the account has no others.
   */
  List<String> bridgePublishes() {
    List<String> allowed = new ArrayList<>();
    for (String request :
        List.of(
            "INFO",
            "STREAM.NAMES",
            "STREAM.INFO.*",
            "STREAM.CREATE.*",
            "STREAM.UPDATE.*",
            "STREAM.MSG.GET.*",
            "DIRECT.GET.>",
            "CONSUMER.CREATE.>",
            "CONSUMER.DURABLE.CREATE.>",
            "CONSUMER.INFO.>",
            "CONSUMER.NAMES.*",
            "CONSUMER.LIST.*",
            "CONSUMER.MSG.NEXT.>")) {
      allowed.add(API + request);
    }
    allowed.add("$JS.ACK.>");
    allowed.add("$JS.FC.>");
    for (String bucket : BUCKETS) {
      allowed.add("$KV." + bucket + ".>");
      // What watches a bucket is a consumer that ends with its watcher.
      allowed.add(API + "CONSUMER.DELETE.KV_" + bucket + ".*");
    }
    allowed.add(DELAYED);
    allowed.add("$SRV.>");
    allowed.addAll(new TreeSet<>(document.publishedSubjects()));
    return allowed;
  }

  /** Answers, and requests to the service that it is. */
  List<String> bridgeSubscribes() {
    return List.of("_INBOX.>", "$SRV.>", "trigger-bridge.*");
  }

  /** What begins an order, and nothing else. */
  List<String> producerPublishes() {
    return List.of("orders.placed.v1", "orders.created.v1", "orders.created.v2");
  }

  /** The confirmation of what it has published. */
  List<String> producerSubscribes() {
    return List.of("_INBOX.>");
  }
}
