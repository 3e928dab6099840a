package dev.triggerbridge.bridge.filter;

/**
 * Why a pattern cannot be used.
 *
 * @param reason what is wrong, to follow the name of the property
 * @param remedy what to write instead
 */
public record Fault(String reason, String remedy) {}
