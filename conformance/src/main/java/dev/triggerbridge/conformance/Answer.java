package dev.triggerbridge.conformance;

import java.util.Optional;

/**
 * What an invocation brought back.
 *
 * @param payload as returned; of a function error its description
 * @param functionError set if the function did not return
 */
public record Answer(byte[] payload, Optional<String> functionError) {}
