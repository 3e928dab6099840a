package dev.triggerbridge.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How the service runs.
 *
 * @param directory where logs are kept: {@code <function>/<execution>.log}
 * @param cache where unpacked artifacts and AOT caches are kept between runs
 * @param port of the Invoke API on 127.0.0.1, or 0 for a free one
 * @param region in ARNs and in the functions' environment
 * @param parallelStarts executions that may start at the same time; an invocation that waits for
 *     its turn also takes an execution that becomes idle in the meantime
 * @param initLimit of the first attempt to start an execution; Lambda's is 10 s
 * @param idleTimeout after which an idle execution is ended
 * @param freeze whether idle executions are stopped with SIGSTOP, as Lambda freezes them
 * @param aotCache whether a JDK AOT cache is made per artifact, once, before its first start
 * @param logListener gets what functions print
 */
public record LambdaServiceOptions(
    Path directory,
    Path cache,
    int port,
    String region,
    int parallelStarts,
    Duration initLimit,
    Duration idleTimeout,
    boolean freeze,
    boolean aotCache,
    LogListener logListener) {

  /** The account id in ARNs. */
  public static final String ACCOUNT = "000000000000";

  /** Lambda's own behaviour, on a free port, with logs in the folder and our usual cache. */
  public static LambdaServiceOptions in(Path directory) {
    return new LambdaServiceOptions(
        directory,
        defaultCache(System.getenv()),
        0,
        "eu-central-1",
        Math.max(1, Runtime.getRuntime().availableProcessors()),
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        true,
        true,
        LogListener.NONE);
  }

  /** The same with another cache folder. */
  public LambdaServiceOptions withCache(Path folder) {
    return new LambdaServiceOptions(
        directory,
        folder,
        port,
        region,
        parallelStarts,
        initLimit,
        idleTimeout,
        freeze,
        aotCache,
        logListener);
  }

  /** The same on this port. */
  public LambdaServiceOptions withPort(int fixedPort) {
    return new LambdaServiceOptions(
        directory,
        cache,
        fixedPort,
        region,
        parallelStarts,
        initLimit,
        idleTimeout,
        freeze,
        aotCache,
        logListener);
  }

  /** The same with another limit of simultaneous starts. */
  public LambdaServiceOptions withParallelStarts(int starts) {
    return new LambdaServiceOptions(
        directory,
        cache,
        port,
        region,
        starts,
        initLimit,
        idleTimeout,
        freeze,
        aotCache,
        logListener);
  }

  /** The same with another init limit. */
  public LambdaServiceOptions withInitLimit(Duration limit) {
    return new LambdaServiceOptions(
        directory,
        cache,
        port,
        region,
        parallelStarts,
        limit,
        idleTimeout,
        freeze,
        aotCache,
        logListener);
  }

  /** The same with another idle timeout. */
  public LambdaServiceOptions withIdleTimeout(Duration timeout) {
    return new LambdaServiceOptions(
        directory,
        cache,
        port,
        region,
        parallelStarts,
        initLimit,
        timeout,
        freeze,
        aotCache,
        logListener);
  }

  /** The same with freezing switched on or off. */
  public LambdaServiceOptions withFreeze(boolean on) {
    return new LambdaServiceOptions(
        directory,
        cache,
        port,
        region,
        parallelStarts,
        initLimit,
        idleTimeout,
        on,
        aotCache,
        logListener);
  }

  /** The same with AOT caches switched on or off. */
  public LambdaServiceOptions withAotCache(boolean on) {
    return new LambdaServiceOptions(
        directory,
        cache,
        port,
        region,
        parallelStarts,
        initLimit,
        idleTimeout,
        freeze,
        on,
        logListener);
  }

  /** The same with a listener of what functions print. */
  public LambdaServiceOptions withLogListener(LogListener listener) {
    return new LambdaServiceOptions(
        directory,
        cache,
        port,
        region,
        parallelStarts,
        initLimit,
        idleTimeout,
        freeze,
        aotCache,
        listener);
  }

  static Path defaultCache(Map<String, String> environment) {
    String ours = environment.getOrDefault("TRIGGERBRIDGE_CACHE", "");
    if (!ours.isBlank()) {
      return Path.of(ours).toAbsolutePath();
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return base.resolve("trigger-bridge").toAbsolutePath();
  }
}
