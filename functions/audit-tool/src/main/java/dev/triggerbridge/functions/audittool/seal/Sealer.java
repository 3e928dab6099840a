package dev.triggerbridge.functions.audittool.seal;

import dev.triggerbridge.functions.audittool.bucket.AuditBucket;
import dev.triggerbridge.functions.audittool.bucket.Manifest;
import dev.triggerbridge.functions.audittool.bucket.StoredManifest;
import dev.triggerbridge.functions.audittool.stream.StreamView;
import dev.triggerbridge.functions.audittool.verify.AuditContents;
import dev.triggerbridge.functions.audittool.verify.Chain;
import dev.triggerbridge.functions.audittool.verify.EpochContent;
import dev.triggerbridge.functions.audittool.verify.Finding;
import dev.triggerbridge.functions.audittool.verify.Ranges;
import dev.triggerbridge.functions.audittool.verify.StreamComparison;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals what the audit's consumer has settled: below its ack floor nothing is on its way any more.
 * A manifest makes truth of what it seals, so every record that the stream still has a message of
 * is compared with it first. Safe beside other sealers: a place in the chain is taken once.
 */
public final class Sealer {
  private final AuditBucket bucket;
  private final long rangeSize;
  private final boolean acceptAbsent;

  /**
   * @param rangeSize most sequences of one manifest
   * @param acceptAbsent whether sequences that neither stream nor audit has are sealed as absent,
   *     because a person knows why
   */
  public Sealer(AuditBucket bucket, long rangeSize, boolean acceptAbsent) {
    this.bucket = bucket;
    this.rangeSize = rangeSize;
    this.acceptAbsent = acceptAbsent;
  }

  /**
   * What was sealed.
   *
   * @param stream of the epoch
   * @param manifests how many were added
   * @param sealedTo last sequence sealed
   * @param head hash of the last manifest
   * @param notCompared records sealed now whose messages the stream has no more: nothing bears
   *     witness of them but the bucket
   * @param findings what kept the rest from being sealed; nothing is sealed over it
   */
  public record Result(
      String stream,
      long manifests,
      long sealedTo,
      String head,
      long notCompared,
      List<Finding> findings) {}

  /** Seals one epoch; blocks on S3. */
  public Result seal(AuditContents contents, StreamView view) {
    EpochContent content = contents.epochs().get(view.epoch());
    List<Finding> findings = new ArrayList<>(contents.foreignObjects());
    if (content == null) {
      if (view.ackFloor() > 0) {
        findings.add(
            new Finding(
                Finding.Kind.GAP,
                view.epoch().stream() + "/1-" + view.ackFloor(),
                "settled and not in the audit"));
      }
      return new Result(view.epoch().stream(), 0, 0, Manifest.NONE, 0, List.copyOf(findings));
    }
    List<StoredManifest> manifests = new ArrayList<>(contents.manifests(view.epoch()));
    Chain chain = Chain.of(content, manifests);
    findings.addAll(content.findings());
    findings.addAll(chain.findings());
    long before = manifests.size();
    long notCompared = 0;
    while (findings.isEmpty() && chain.sealedTo() < view.ackFloor()) {
      long first = chain.sealedTo() + 1;
      long last = Math.min(view.ackFloor(), chain.sealedTo() + rangeSize);
      Ranges missing = content.missing(first, last);
      findings.addAll(refused(view, missing));
      findings.addAll(StreamComparison.of(content, view, first, last));
      if (findings.isEmpty()) {
        Manifest manifest = manifest(content, chain, first, last, missing);
        // If it is taken, another sealer runs. Both go on from what is there now.
        if (bucket.append(view.epoch(), manifest)) {
          notCompared += withoutMessage(content, view, first, last);
        }
        manifests = bucket.manifests(view.epoch());
        chain = Chain.of(content, manifests);
        findings.addAll(chain.findings());
      }
    }
    return new Result(
        view.epoch().stream(),
        manifests.size() - before,
        chain.sealedTo(),
        chain.head(),
        notCompared,
        List.copyOf(findings));
  }

  private static long withoutMessage(EpochContent content, StreamView view, long first, long last) {
    return content.records(first, last).keySet().stream()
        .filter(sequence -> !view.messages().containsKey(sequence))
        .count();
  }

  private List<Finding> refused(StreamView view, Ranges missing) {
    return missing.list().stream()
        .filter(range -> !acceptAbsent || isInStream(view, range))
        .map(
            range ->
                new Finding(
                    Finding.Kind.GAP,
                    view.epoch().stream() + "/" + range,
                    isInStream(view, range)
                        ? "in the stream, settled and not in the audit"
                        : "neither in the audit nor in the stream; --accept-absent seals it so"))
        .toList();
  }

  private static boolean isInStream(StreamView view, Ranges.Range range) {
    return view.messages().keySet().stream()
        .anyMatch(sequence -> sequence >= range.from() && sequence <= range.to());
  }

  private static Manifest manifest(
      EpochContent content, Chain chain, long first, long last, Ranges absent) {
    return new Manifest(
        Manifest.SCHEMA,
        content.epoch().stream(),
        content.epoch().id(),
        Long.toString(chain.next()),
        Long.toString(first),
        Long.toString(last),
        chain.head(),
        Long.toString(content.records(first, last).size()),
        content.digest(first, last),
        absent.texts(),
        content.objects(first, last));
  }
}
