package dev.triggerbridge.local.lambda;

/**
 * An answer and the end of what was printed meanwhile.
 *
 * @param answer of the function
 * @param logTail at most 4 KB
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record InvocationResult(Answer answer, byte[] logTail) {
  boolean failed() {
    return answer instanceof Answer.Failed;
  }
}
