package dev.triggerbridge.local.system.snapshot;

/**
 * One line of an audit object.
 *
 * @param stream audited stream
 * @param epoch the stream's incarnation
 * @param sequence stream sequence
 * @param subject subject
 * @param statedSha256 the SHA-256 that the line states, lower-case hex
 * @param payloadSha256 the SHA-256 of the payload in the line, lower-case hex, computed by the
 *     reader
 * @param objectKey the object it came from
 */
public record AuditRecord(
    String stream,
    String epoch,
    long sequence,
    String subject,
    String statedSha256,
    String payloadSha256,
    String objectKey) {}
