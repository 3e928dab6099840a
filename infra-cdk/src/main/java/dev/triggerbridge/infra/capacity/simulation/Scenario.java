package dev.triggerbridge.infra.capacity.simulation;

/**
 * What happens to the system. Times are nanoseconds from the start of the run.
 *
 * @param name for people
 * @param ordersPerSecond before, and after
 * @param deadline after which each order has its deadline; orders from before the start have one,
 *     too; negative for none
 * @param replicas at the start
 * @param warmUp whose orders are not counted
 * @param from when the event begins
 * @param until when it ends
 * @param arrivalsEnd after which nothing comes from outside
 * @param end of the run
 * @param peak factor of the orders during the event
 * @param concurrency factor of every function's concurrency during the event
 * @param zoneLost whether a third of the replicas, but at least one, and of NATS is away
 */
public record Scenario(
    String name,
    double ordersPerSecond,
    long deadline,
    int replicas,
    long warmUp,
    long from,
    long until,
    long arrivalsEnd,
    long end,
    double peak,
    double concurrency,
    boolean zoneLost) {
  /** Nothing happens, and there are no deadlines. */
  public static Scenario steady(double ordersPerSecond, int replicas, long arrivalsEnd, long end) {
    return new Scenario(
        "steady", ordersPerSecond, -1, replicas, 0, end, end, arrivalsEnd, end, 1, 1, false);
  }

  double rate(long time) {
    if (time >= arrivalsEnd) {
      return 0;
    }
    return time >= from && time < until ? ordersPerSecond * peak : ordersPerSecond;
  }
}
