package dev.triggerbridge.bridge.telemetry;

/**
 * A metric in CloudWatch, as its page of documentation shows it.
 *
 * @param name AWS's own where AWS's event source mappings have it
 * @param unit in CloudWatch's words
 * @param statistic that makes sense over replicas
 * @param prometheus the same figure in Prometheus
 * @param help what it counts
 */
public record CloudWatchMetric(
    String name, String unit, String statistic, String prometheus, String help) {}
