package dev.triggerbridge.bridge.message;

/** What a source needs to settle a delivery; opaque to all others. */
public interface AckToken {}
