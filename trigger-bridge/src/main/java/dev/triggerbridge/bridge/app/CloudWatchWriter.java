package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.MetricsConfig;
import dev.triggerbridge.bridge.telemetry.CloudWatchLines;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines for CloudWatch on stdout, among the log's, once a period and at the end. */
final class CloudWatchWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CloudWatchWriter.class);

  private final CloudWatchLines lines;
  private final ScheduledFuture<?> ticks;

  private CloudWatchWriter(CloudWatchLines lines, ScheduledFuture<?> ticks) {
    this.lines = lines;
    this.ticks = ticks;
  }

  /** Writes nothing if nothing is configured. */
  static @Nullable CloudWatchWriter start(MetricsConfig config, Common common) {
    return config
        .cloudWatch()
        .map(
            cloudWatch -> {
              CloudWatchLines lines =
                  common
                      .telemetry()
                      .cloudWatch(cloudWatch.namespace(), common.clock(), System.out::println);
              long period = cloudWatch.period().toMillis();
              return new CloudWatchWriter(lines, schedule(common.timer(), lines, period));
            })
        .orElse(null);
  }

  /** Writes what is left of the period. */
  @Override
  public void close() {
    ticks.cancel(false);
    lines.write();
  }

  /** An exception would end the ticks of the timer for ever, in silence. */
  private static ScheduledFuture<?> schedule(
      ScheduledExecutorService timer, CloudWatchLines lines, long period) {
    return timer.scheduleAtFixedRate(
        () -> {
          try {
            lines.write();
          } catch (RuntimeException e) {
            LOG.warn("metrics for CloudWatch cannot be written", e);
          }
        },
        period,
        period,
        TimeUnit.MILLISECONDS);
  }
}
