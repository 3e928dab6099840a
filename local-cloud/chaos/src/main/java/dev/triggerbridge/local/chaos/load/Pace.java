package dev.triggerbridge.local.chaos.load;

/**
 * How fast orders come.
 *
 * @param perSecond orders per second whatever becomes of earlier ones, or 0 for as fast as others
 *     end
 * @param open most orders that are open at a time if there is no rate
 */
public record Pace(double perSecond, int open) {
  /** As fast as others end. */
  public static Pace keepOpen(int open) {
    return new Pace(0, open);
  }

  /** At a steady rate. */
  public static Pace of(double perSecond) {
    return new Pace(perSecond, Integer.MAX_VALUE);
  }
}
