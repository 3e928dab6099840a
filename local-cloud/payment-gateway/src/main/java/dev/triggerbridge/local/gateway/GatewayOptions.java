package dev.triggerbridge.local.gateway;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to start a gateway.
 *
 * @param host address of this machine to listen on
 * @param port 0 takes a free one
 * @param directory where the ledger is kept, created if absent; null keeps it in memory
 * @param seed where the counting of fault rates starts
 * @param keyLifetime how long answers are saved under their key; a key is new again after it
 * @param clock for times in the ledger and for the life of keys
 */
public record GatewayOptions(
    InetAddress host,
    int port,
    @Nullable Path directory,
    long seed,
    Duration keyLifetime,
    Clock clock) {

  /** A free port on 127.0.0.1, in memory, seed 1, keys that live 24 h, real time. */
  public static GatewayOptions defaults() {
    return new GatewayOptions(
        InetAddress.getLoopbackAddress(), 0, null, 1, Duration.ofHours(24), Clock.systemUTC());
  }

  /** On this address of this machine. */
  public GatewayOptions withHost(InetAddress changed) {
    return new GatewayOptions(changed, port, directory, seed, keyLifetime, clock);
  }

  /** On this port. */
  public GatewayOptions withPort(int changed) {
    return new GatewayOptions(host, changed, directory, seed, keyLifetime, clock);
  }

  /** With the ledger in this directory. */
  public GatewayOptions withDirectory(@Nullable Path changed) {
    return new GatewayOptions(host, port, changed, seed, keyLifetime, clock);
  }

  /** With this seed. */
  public GatewayOptions withSeed(long changed) {
    return new GatewayOptions(host, port, directory, changed, keyLifetime, clock);
  }

  /** With keys that live this long. */
  public GatewayOptions withKeyLifetime(Duration changed) {
    return new GatewayOptions(host, port, directory, seed, changed, clock);
  }

  /** With this clock. */
  public GatewayOptions withClock(Clock changed) {
    return new GatewayOptions(host, port, directory, seed, keyLifetime, changed);
  }
}
