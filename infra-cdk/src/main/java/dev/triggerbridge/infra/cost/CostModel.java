package dev.triggerbridge.infra.cost;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a month costs at a constant number of orders a second. A month has 730 hours, which is AWS's
 * own convention. Pure.
 */
final class CostModel {
  static final double HOURS = 730;

  private static final double SECONDS = HOURS * 3_600;
  private static final double KB_IN_GB = 1_000_000;

  private final CostData data;

  CostModel(CostData data) {
    this.data = data;
  }

  /** USD a month by what it is paid for, in the order of a table. */
  Map<String, Double> month(CostData.Load load) {
    double orders = load.orders() * SECONDS;
    double functionInvocations =
        orders * (order("orderRecords") + order("inventoryRecords")) / load.fill();
    double paymentInvocations = orders * order("paymentRecords") / load.fill();
    double auditInvocations = orders * order("messages") / load.auditFill();
    double invocations = functionInvocations + paymentInvocations + auditInvocations;
    // Functions have 1 GB, so that seconds are GB-seconds.
    double gbSeconds =
        (functionInvocations * batch("functionMs")
                + paymentInvocations * batch("paymentMs")
                + auditInvocations * batch("auditMs"))
            / 1_000;
    double zones = deployment("zones");

    Map<String, Double> month = new LinkedHashMap<>();
    month.put("Lambda", invocations * price("lambdaRequest") + gbSeconds * price("lambdaGbSecond"));
    month.put(
        "DynamoDB requests",
        orders
            * (order("writeUnits") * price("dynamoDbWrite")
                + order("readUnits") * price("dynamoDbRead")));
    month.put(
        "data added in the month",
        orders
            * (order("tableKb") * price("dynamoDbGbMonth") + order("auditKb") * price("s3GbMonth"))
            / KB_IN_GB);
    month.put("S3 requests", auditInvocations * price("s3Put"));
    month.put(
        "bridge",
        tasks(load)
            * HOURS
            * (deployment("taskVcpu") * price("fargateVcpuHour")
                + deployment("taskGb") * price("fargateGbHour")));
    month.put(
        "NATS",
        load.natsLarge() * price("m7gLargeHour") * HOURS
            + zones * deployment("natsVolumeGb") * price("gp3GbMonth"));
    month.put(
        "network",
        zones * HOURS * (price("natGatewayHour") + price("endpointHour"))
            + orders
                * (order("lambdaKb") * price("endpointGb")
                    + order("crossZoneKb") * price("crossZoneGb"))
                / KB_IN_GB);
    month.put(
        "logs, metrics, secrets",
        invocations * batch("logKbPerInvocation") / KB_IN_GB * price("logGb")
            + deployment("metrics") * price("metricMonth")
            + deployment("alarmMetrics") * price("alarmMetricMonth")
            + deployment("secrets") * price("secretMonth"));
    return month;
  }

  /** Tasks of the bridge that work off a load. */
  double tasks(CostData.Load load) {
    double records =
        load.orders()
            * (order("messages")
                + order("orderRecords")
                + order("paymentRecords")
                + order("inventoryRecords"));
    return Math.max(deployment("minTasks"), Math.ceil(records / batch("recordsPerSecondOfTask")));
  }

  private double price(String name) {
    return data.number("prices", name);
  }

  private double order(String name) {
    return data.number("perOrder", name);
  }

  private double batch(String name) {
    return data.number("batches", name);
  }

  private double deployment(String name) {
    return data.number("deployment", name);
  }
}
