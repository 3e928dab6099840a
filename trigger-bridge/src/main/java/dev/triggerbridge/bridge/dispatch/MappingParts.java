package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.batch.Encoding;
import dev.triggerbridge.bridge.routing.ResultInterpreter;

/**
 * The adapters and pure parts that one mapping runs on.
 *
 * @param source where deliveries come from
 * @param acks settles them
 * @param probe asks how the consumer stands
 * @param function invokes
 * @param publisher stores returned events
 * @param attempts remembers failures
 * @param deadLetters keeps what cannot be processed
 * @param encoding of the payload
 * @param interpreter of the answer
 * @param filter what reaches the function
 * @param observer hears what happens
 * @param isolation shared by all mappings of the process
 */
public record MappingParts(
    DeliverySource source,
    Acks acks,
    ConsumerProbe probe,
    FunctionClient function,
    EventPublisher publisher,
    AttemptStore attempts,
    DeadLetters deadLetters,
    Encoding encoding,
    ResultInterpreter interpreter,
    RecordFilter filter,
    DispatchObserver observer,
    Isolation isolation) {}
