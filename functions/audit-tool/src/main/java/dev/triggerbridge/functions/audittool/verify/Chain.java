package dev.triggerbridge.functions.audittool.verify;

import dev.triggerbridge.functions.audittool.bucket.Manifest;
import dev.triggerbridge.functions.audittool.bucket.StoredManifest;
import dev.triggerbridge.functions.audittool.verify.Finding.Kind;
import dev.triggerbridge.functions.audittool.verify.Ranges.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * An epoch's manifests, checked against each other and against what they seal. Pure.
 *
 * @param findings what is wrong
 * @param next the place after the last manifest
 * @param sealedTo the last sequence sealed, 0 for none
 * @param head hash of the last manifest, {@link Manifest#NONE} for none
 * @param absent sequences that manifests call absent
 */
public record Chain(List<Finding> findings, long next, long sealedTo, String head, Ranges absent) {

  /** Checks the chain of an epoch. */
  public static Chain of(EpochContent content, List<StoredManifest> manifests) {
    List<Finding> findings = new ArrayList<>();
    Ranges absent = new Ranges();
    long index = 0;
    long sealedTo = 0;
    String head = Manifest.NONE;
    for (StoredManifest stored : manifests) {
      index++;
      Manifest manifest = stored.manifest();
      if (manifest == null) {
        findings.add(new Finding(Kind.BROKEN_CHAIN, stored.key(), "is no manifest"));
      } else {
        boolean inPlace =
            stored.key().equals(Manifest.key(content.epoch(), index))
                && manifest.index().equals(Long.toString(index));
        if (!inPlace) {
          findings.add(
              new Finding(
                  Kind.BROKEN_CHAIN,
                  stored.key(),
                  "should be number %d: one before it is missing".formatted(index)));
        } else if (!manifest.previous().equals(head)) {
          findings.add(
              new Finding(
                  Kind.BROKEN_CHAIN,
                  stored.key(),
                  "does not follow from the manifest before it: one of the two was changed"));
        } else if (manifest.firstSequence() != sealedTo + 1) {
          findings.add(
              new Finding(
                  Kind.BROKEN_CHAIN,
                  stored.key(),
                  "begins with %s after %d".formatted(manifest.first(), sealedTo)));
        }
        compare(content, stored.key(), manifest, findings);
        Ranges.of(manifest.absent()).list().forEach(range -> absent.add(range.from(), range.to()));
        sealedTo = manifest.lastSequence();
      }
      head = stored.sha256();
    }
    return new Chain(List.copyOf(findings), index + 1, sealedTo, head, absent);
  }

  private static void compare(
      EpochContent content, String key, Manifest manifest, List<Finding> findings) {
    long first = manifest.firstSequence();
    long last = manifest.lastSequence();
    List<String> present = content.objects(first, last);
    manifest.objects().stream()
        .filter(object -> !present.contains(object))
        .forEach(
            object -> findings.add(new Finding(Kind.MISSING_OBJECT, object, "named by " + key)));
    Ranges missing = content.missing(first, last).without(Ranges.of(manifest.absent()));
    for (Range range : missing.list()) {
      findings.add(
          new Finding(
              Kind.GAP,
              content.epoch().stream() + "/" + range,
              "was there when " + key + " sealed"));
    }
    if (missing.isEmpty() && !content.digest(first, last).equals(manifest.digest())) {
      findings.add(
          new Finding(
              Kind.ALTERED_RECORD,
              "%s/%d-%d".formatted(content.epoch().stream(), first, last),
              "a record is not what " + key + " sealed"));
    }
  }
}
