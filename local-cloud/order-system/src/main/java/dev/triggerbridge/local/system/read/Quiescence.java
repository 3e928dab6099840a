package dev.triggerbridge.local.system.read;

import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at how much work is left. Because every output is published before its input is acked, the
 * system is idle if nothing is left for any consumer and no stream grew while that was read.
 */
public final class Quiescence {
  private final JetStreamManagement management;
  private final List<String> streams;

  /**
   * Over these streams.
   *
   * @param nats connection, kept by the caller
   * @param streams streams that must all exist
   */
  public Quiescence(Connection nats, List<String> streams) throws IOException {
    this.management = nats.jetStreamManagement();
    this.streams = List.copyOf(streams);
  }

  /**
   * One look.
   *
   * @param idle whether nothing is left to do
   * @param left deliveries and acks that are still to come, as far as consumers know now
   * @param messages messages by subject
   */
  public record Look(boolean idle, long left, Map<String, Long> messages) {
    /** Messages on a subject. */
    public long on(String subject) {
      return messages.getOrDefault(subject, 0L);
    }
  }

  /** Looks once; blocks for a few round trips. */
  public Look look() throws IOException, JetStreamApiException {
    Map<String, Long> messages = new HashMap<>();
    List<Long> before = ends(messages);
    long left = 0;
    for (String stream : streams) {
      for (ConsumerInfo consumer : management.getConsumers(stream)) {
        if (consumer.getConsumerConfiguration().getDurable() != null) {
          left += consumer.getNumPending() + consumer.getNumAckPending();
        }
      }
    }
    boolean still = ends(new HashMap<>()).equals(before);
    return new Look(still && left == 0, left, messages);
  }

  /** Whether no stream has grown since a snapshot was read. */
  public boolean isUnchangedSince(Snapshot snapshot) throws IOException, JetStreamApiException {
    for (StreamContent stream : snapshot.streams()) {
      long now = management.getStreamInfo(stream.name()).getStreamState().getLastSequence();
      if (now != stream.lastSequence()) {
        return false;
      }
    }
    return true;
  }

  private List<Long> ends(Map<String, Long> messages) throws IOException, JetStreamApiException {
    List<Long> ends = new ArrayList<>();
    for (String stream : streams) {
      StreamInfo info = management.getStreamInfo(stream, StreamInfoOptions.allSubjects());
      ends.add(info.getStreamState().getLastSequence());
      List<Subject> subjects = info.getStreamState().getSubjects();
      if (subjects != null) {
        subjects.forEach(subject -> messages.put(subject.getName(), subject.getCount()));
      }
    }
    return ends;
  }
}
