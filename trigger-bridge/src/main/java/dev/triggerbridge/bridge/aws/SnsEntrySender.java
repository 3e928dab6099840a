package dev.triggerbridge.bridge.aws;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.EntryJson;
import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.deadletter.EntryTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.SnsException;

/**
 * Publishes dead letters to a topic, {@code natsdeadletter/1}. A standard topic may publish an
 * entry twice after a crash, under the same id; a FIFO topic drops the second within five minutes.
 */
final class SnsEntrySender implements EntrySender {
  private final SnsClient sns;
  private final String topicArn;

  SnsEntrySender(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  @Override
  public String destination() {
    return "topic " + topicArn;
  }

  @Override
  public void send(DeadLetterEntry entry) throws IOException, EntryTooLargeException {
    byte[] body = EntryJson.bytes(entry);
    MessageSizes.check(body.length, "topic");
    PublishRequest.Builder message =
        PublishRequest.builder()
            .topicArn(topicArn)
            .message(new String(body, StandardCharsets.UTF_8));
    if (topicArn.endsWith(".fifo")) {
      message
          .messageGroupId(entry.origin().mapping())
          .messageDeduplicationId(S3Objects.sha256(entry.id().getBytes(StandardCharsets.UTF_8)));
    }
    try {
      var unused = sns.publish(message.build());
    } catch (SnsException e) {
      MessageSizes.check(e, body.length, "topic");
      throw new IOException(e.getMessage(), e);
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
