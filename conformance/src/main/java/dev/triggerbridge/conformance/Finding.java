package dev.triggerbridge.conformance;

/**
 * One breach of the contract.
 *
 * @param rule which rule
 * @param message for people: field, value and remedy
 */
public record Finding(Rule rule, String message) {}
