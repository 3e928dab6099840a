package dev.triggerbridge.bridge.rerun;

import dev.triggerbridge.bridge.dispatch.MappingParts;
import dev.triggerbridge.bridge.message.Delivery;

/** Makes the stations that one record runs through. */
@FunctionalInterface
public interface Stations {
  /**
   * The mapping's function, encoding, interpreter and publisher, with everything that takes,
   * settles or remembers records replaced by the given one.
   */
  MappingParts partsFor(Delivery delivery, OneRecord record);
}
