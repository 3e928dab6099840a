package dev.triggerbridge.local.lambda;

/**
 * What happened to one function since it was registered.
 *
 * @param invocations accepted ones, failed ones included, throttled ones not
 * @param functionErrors answers with {@code X-Amz-Function-Error}
 * @param throttles invocations refused with 429
 * @param timeouts executions killed at the function's timeout
 * @param crashes executions that ended by themselves or by {@link LambdaService#killExecution}
 * @param coldStarts processes started for an invocation
 * @param initFailures starts that failed or took longer than the init limit
 * @param reaped executions ended because they were idle
 * @param concurrency invocations that run now
 * @param maxConcurrency the most that ran at the same time
 * @param executions processes now, frozen ones included
 */
public record FunctionStats(
    long invocations,
    long functionErrors,
    long throttles,
    long timeouts,
    long crashes,
    long coldStarts,
    long initFailures,
    long reaped,
    int concurrency,
    int maxConcurrency,
    int executions) {}
