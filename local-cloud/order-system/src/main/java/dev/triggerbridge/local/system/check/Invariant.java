package dev.triggerbridge.local.system.check;

/** Something that must be true of every finished run, whatever was killed in it. Pure. */
public interface Invariant {
  /** Judges the evidence. */
  Verdict check(Evidence evidence);
}
