package dev.triggerbridge.conformance;

/** What docs/contract.md asks of an answer. The names are part of the JSON output. */
public enum Rule {
  /** The function returns; one record's trouble is that record's own result. */
  RETURNS,
  /** The answer is one JSON object. */
  JSON_OBJECT,
  /** It has the form of natsbatch-result/1. */
  SCHEMA,
  /** It carries the {@code batchId} of its request. */
  BATCH_ID,
  /** Every record of the request has a result. */
  EVERY_RECORD,
  /** No result is for a record that was not in the request. */
  KNOWN_RECORD,
  /** No record has two results. */
  ONE_RESULT,
  /** A record that comes again, or was published twice, returns the same event ids. */
  STABLE_EVENT_IDS,
  /** Two events of one result do not share an id: the second would be dropped as a duplicate. */
  DISTINCT_EVENT_IDS,
  /** No event has a header that NATS keeps for itself. */
  NO_RESERVED_HEADER,
  /** No event has a wildcard, {@code $...} or {@code _INBOX...} for a subject. */
  NO_RESERVED_SUBJECT,
  /** A record's result does not depend on a poisonous neighbour. */
  ISOLATION,
  /** A request of a version that the function cannot know is not answered {@code ok}. */
  VERSION
}
