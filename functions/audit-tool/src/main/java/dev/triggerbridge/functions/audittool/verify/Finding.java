package dev.triggerbridge.functions.audittool.verify;

/**
 * Something that is wrong.
 *
 * @param kind what kind of wrong
 * @param place {@code stream/sequence}, {@code stream/first-last} or the key of an object
 * @param detail a sentence for people, without payloads
 */
public record Finding(Kind kind, String place, String detail) {

  /** Kinds of wrong, in the order of a report. */
  public enum Kind {
    /** Sequences that the audit should have and has not. */
    GAP,
    /** An object that a manifest names is gone. */
    MISSING_OBJECT,
    /** An object or a manifest is not what was written. */
    ALTERED_OBJECT,
    /** A record is not what the stream has or the manifest sealed. */
    ALTERED_RECORD,
    /** One sequence with two contents. */
    CONFLICT,
    /** A record of a message that the stream should have and has not. */
    UNKNOWN_RECORD,
    /** A manifest is missing, unreadable or does not follow from the one before. */
    BROKEN_CHAIN,
    /** An object that neither the audit function nor the sealer made. */
    FOREIGN_OBJECT
  }
}
