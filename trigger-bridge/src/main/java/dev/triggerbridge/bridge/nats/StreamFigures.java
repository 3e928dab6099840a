package dev.triggerbridge.bridge.nats;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.util.Optional;

/**
 * How full a stream is.
 *
 * @param messages in it
 * @param bytes that they take
 * @param maxBytes that they may take; -1 if there is no limit
 */
public record StreamFigures(long messages, long bytes, long maxBytes) {
  private static final int STREAM_NOT_FOUND = 10059;

  /** Empty if there is no such stream. Blocks. */
  static Optional<StreamFigures> of(JetStreamManagement management, String stream)
      throws IOException, JetStreamApiException {
    try {
      StreamInfo info = management.getStreamInfo(stream);
      return Optional.of(
          new StreamFigures(
              info.getStreamState().getMsgCount(),
              info.getStreamState().getByteCount(),
              info.getConfiguration().getMaxBytes()));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == STREAM_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
