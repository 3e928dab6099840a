package dev.triggerbridge.bridge.aws;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.EntryJson;
import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.deadletter.EntryTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Sends dead letters to a queue, {@code natsdeadletter/1}. A standard queue may hold an entry twice
 * after a crash, under the same id; a FIFO queue drops the second within five minutes.
 */
final class SqsEntrySender implements EntrySender {
  private final SqsClient sqs;
  private final String queueUrl;

  SqsEntrySender(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  @Override
  public String destination() {
    return "queue " + queueUrl;
  }

  @Override
  public void send(DeadLetterEntry entry) throws IOException, EntryTooLargeException {
    byte[] body = EntryJson.bytes(entry);
    MessageSizes.check(body.length, "queue");
    SendMessageRequest.Builder message =
        SendMessageRequest.builder()
            .queueUrl(queueUrl)
            .messageBody(new String(body, StandardCharsets.UTF_8));
    if (queueUrl.endsWith(".fifo")) {
      message
          .messageGroupId(entry.origin().mapping())
          .messageDeduplicationId(S3Objects.sha256(entry.id().getBytes(StandardCharsets.UTF_8)));
    }
    try {
      var unused = sqs.sendMessage(message.build());
    } catch (SqsException e) {
      MessageSizes.check(e, body.length, "queue");
      throw new IOException(e.getMessage(), e);
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
