package dev.triggerbridge.functions.audittool.verify;

import dev.triggerbridge.functions.audittool.bucket.Epoch;
import dev.triggerbridge.functions.audittool.stream.StreamView;
import dev.triggerbridge.functions.audittool.verify.Finding.Kind;
import dev.triggerbridge.functions.audittool.verify.Ranges.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What came out of comparing bucket, manifests and streams.
 *
 * @param findings everything that is wrong; empty means that the audit is whole
 * @param epochs figures by epoch
 */
public record Verification(List<Finding> findings, List<EpochFigures> epochs) {

  /**
   * Figures of one epoch.
   *
   * @param records messages in the audit
   * @param copies further records of these messages, harmless
   * @param sealedTo last sequence sealed, 0 for none
   * @param head hash of the last manifest: kept elsewhere, it proves later that none was removed
   * @param streamLast last sequence of the stream, or -1 if the stream was not looked at
   * @param waiting messages that the audit's consumer has not settled yet
   */
  public record EpochFigures(
      String stream,
      String epoch,
      long records,
      long copies,
      long sealedTo,
      String head,
      long streamLast,
      long waiting) {}

  /**
   * Compares; pure.
   *
   * @param views streams as they are; none for a look at the bucket alone
   */
  public static Verification of(AuditContents contents, List<StreamView> views) {
    List<Finding> findings = new ArrayList<>(contents.foreignObjects());
    Map<Epoch, StreamView> byEpoch = new TreeMap<>();
    views.forEach(view -> byEpoch.put(view.epoch(), view));
    TreeSet<Epoch> all = new TreeSet<>(contents.epochs().keySet());
    all.addAll(byEpoch.keySet());
    List<EpochFigures> figures = new ArrayList<>();
    for (Epoch epoch : all) {
      EpochContent content = contents.epochs().getOrDefault(epoch, new EpochContent(epoch));
      figures.add(verify(content, contents, byEpoch.get(epoch), findings));
    }
    findings.sort(Comparator.comparing(Finding::kind).thenComparing(Finding::place));
    return new Verification(List.copyOf(findings), List.copyOf(figures));
  }

  private static EpochFigures verify(
      EpochContent content,
      AuditContents contents,
      @Nullable StreamView view,
      List<Finding> findings) {
    findings.addAll(content.findings());
    Chain chain = Chain.of(content, contents.manifests(content.epoch()));
    findings.addAll(chain.findings());
    long audited = content.records().isEmpty() ? 0 : content.records().lastKey();
    long end = view == null ? Math.max(audited, chain.sealedTo()) : view.ackFloor();
    // What is sealed was compared with its manifest.
    Ranges missing = content.missing(chain.sealedTo() + 1, end).without(chain.absent());
    for (Range range : missing.list()) {
      findings.add(
          new Finding(Kind.GAP, content.epoch().stream() + "/" + range, whereElse(range, view)));
    }
    if (view != null) {
      findings.addAll(StreamComparison.of(content, view, 1, Long.MAX_VALUE));
    }
    return new EpochFigures(
        content.epoch().stream(),
        content.epoch().id(),
        content.records().size(),
        content.copies(),
        chain.sealedTo(),
        chain.head(),
        view == null ? -1 : view.last(),
        view == null ? 0 : Math.max(0, view.last() - view.ackFloor()));
  }

  private static String whereElse(Range range, @Nullable StreamView view) {
    if (view == null) {
      return "not in the audit";
    }
    long there =
        view.messages().keySet().stream()
            .filter(sequence -> sequence >= range.from() && sequence <= range.to())
            .count();
    return there == 0
        ? "neither in the audit nor in the stream any more"
        : "%d of these messages are in the stream, settled and not in the audit".formatted(there);
  }
}
