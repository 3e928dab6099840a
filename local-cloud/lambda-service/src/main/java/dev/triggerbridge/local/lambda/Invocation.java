package dev.triggerbridge.local.lambda;

import org.jspecify.annotations.Nullable;

/**
 * One event on its way to a function.
 *
 * @param requestId Lambda's id of the invocation, the same for its retries
 * @param payload the JSON event
 * @param functionArn as invoked, with the qualifier if there was one
 * @param traceId value of {@code X-Amzn-Trace-Id}
 * @param clientContext decoded JSON of {@code X-Amz-Client-Context}, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Payloads of megabytes are passed on, never compared.
record Invocation(
    String requestId,
    byte[] payload,
    String functionArn,
    String traceId,
    @Nullable String clientContext) {}
