package dev.triggerbridge.bridge.aws;

import dev.triggerbridge.bridge.deadletter.EntryTooLargeException;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * How large a message may be. Queues and topics have a {@code MaximumMessageSize} of their own, so
 * below the most that AWS allows it is they who say that a message is too large.
 */
final class MessageSizes {
  /**
   * The most that {@code MaximumMessageSize} can be: 1 MiB, of SQS since August 2025 (Amazon SQS
   * message quotas), of SNS where the topic was configured so (Amazon SNS, large message payloads;
   * its default is 256 KiB).
   */
  static final int MOST = 1024 * 1024;

  private static final int BAD_REQUEST = 400;

  private MessageSizes() {}

  static void check(int bytes, String what) throws EntryTooLargeException {
    if (bytes > MOST) {
      throw new EntryTooLargeException(
          "%d bytes in base64 and JSON are over the %d that a %s can hold"
              .formatted(bytes, MOST, what));
    }
  }

  /** SQS says "must be shorter than 262144 bytes", SNS "Message too long". */
  static void check(AwsServiceException refused, int bytes, String what)
      throws EntryTooLargeException {
    String text = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT).replace(" ", "");
    if (refused.statusCode() == BAD_REQUEST
        && (text.contains("shorterthan") || text.contains("toolong"))) {
      throw new EntryTooLargeException(
          "%d bytes in base64 and JSON are over MaximumMessageSize of the %s"
              .formatted(bytes, what));
    }
  }
}
