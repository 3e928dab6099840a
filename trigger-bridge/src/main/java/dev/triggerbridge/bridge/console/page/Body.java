package dev.triggerbridge.bridge.console.page;

/**
 * A payload as a person can read it.
 *
 * @param format {@code json}, {@code protobuf}, {@code text}, {@code bytes} or {@code elsewhere}
 * @param type the Protobuf type; empty for anything else
 * @param text indented JSON, the text itself, a hex dump, or where it lies
 * @param bytes length of the payload
 * @param cut whether {@code text} is only the beginning
 * @param note why it could not be decoded; empty if it could
 */
public record Body(String format, String type, String text, int bytes, boolean cut, String note) {}
