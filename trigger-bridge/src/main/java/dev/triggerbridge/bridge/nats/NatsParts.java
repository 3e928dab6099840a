package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.dispatch.Acks;
import dev.triggerbridge.bridge.dispatch.AttemptStore;
import dev.triggerbridge.bridge.dispatch.ConsumerProbe;
import dev.triggerbridge.bridge.dispatch.DeliverySource;
import dev.triggerbridge.bridge.dispatch.EventPublisher;
import java.util.Optional;

/**
 * What one mapping needs of NATS.
 *
 * @param epoch of the stream
 * @param source where deliveries come from
 * @param acks settles them
 * @param probe asks how the consumer stands
 * @param publisher stores returned events
 * @param attempts remembers failures
 * @param givenUp what the server gives up by itself; starts nothing yet
 * @param deadLetters where dead letters go, if that is a subject
 */
public record NatsParts(
    String epoch,
    DeliverySource source,
    Acks acks,
    ConsumerProbe probe,
    EventPublisher publisher,
    AttemptStore attempts,
    GivenUpByServer givenUp,
    Optional<EntrySender> deadLetters) {}
