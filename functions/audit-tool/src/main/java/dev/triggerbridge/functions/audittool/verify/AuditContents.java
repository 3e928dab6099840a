package dev.triggerbridge.functions.audittool.verify;

import dev.triggerbridge.functions.audittool.bucket.AuditBucket;
import dev.triggerbridge.functions.audittool.bucket.AuditRecord;
import dev.triggerbridge.functions.audittool.bucket.Epoch;
import dev.triggerbridge.functions.audittool.bucket.ObjectName;
import dev.triggerbridge.functions.audittool.bucket.StoredManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the bucket holds, in memory: a record takes its payload and about 700 bytes.
 *
 * @param epochs records and objects by epoch
 * @param manifests of every epoch that has any, in the order of their places
 * @param foreign keys of objects that are nobody's
 */
public record AuditContents(
    SortedMap<Epoch, EpochContent> epochs,
    Map<Epoch, List<StoredManifest>> manifests,
    List<String> foreign) {

  /**
   * Reads everything; blocks for one request per object.
   *
   * @param streams whose; empty for all
   */
  public static AuditContents read(AuditBucket bucket, List<String> streams) {
    List<String> foreign = new ArrayList<>();
    SortedMap<Epoch, EpochContent> epochs = new TreeMap<>();
    for (ObjectName object : bucket.objects(streams, foreign::add)) {
      EpochContent content = epochs.computeIfAbsent(object.epoch(), EpochContent::new);
      List<AuditRecord> records = bucket.read(object, content::altered);
      content.add(object, records);
    }
    Map<Epoch, List<StoredManifest>> manifests = new LinkedHashMap<>();
    for (Epoch epoch : bucket.sealedEpochs(streams)) {
      manifests.put(epoch, bucket.manifests(epoch));
      epochs.computeIfAbsent(epoch, EpochContent::new);
    }
    return new AuditContents(epochs, manifests, foreign);
  }

  /** A finding for each object that is nobody's. */
  public List<Finding> foreignObjects() {
    return foreign.stream()
        .map(key -> new Finding(Finding.Kind.FOREIGN_OBJECT, key, "find out who made it"))
        .toList();
  }

  /** The manifests of an epoch, none if it was never sealed. */
  public List<StoredManifest> manifests(Epoch epoch) {
    return manifests.getOrDefault(epoch, List.of());
  }
}
