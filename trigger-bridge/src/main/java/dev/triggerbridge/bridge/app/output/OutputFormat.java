package dev.triggerbridge.bridge.app.output;

/** What a command prints. */
public enum OutputFormat {
  /** Aligned columns, for people; may change between versions. */
  TABLE,
  /** One JSON document, for programs; fields may be added, never renamed. */
  JSON
}
