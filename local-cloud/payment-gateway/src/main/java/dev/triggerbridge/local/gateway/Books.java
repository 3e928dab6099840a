package dev.triggerbridge.local.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The gateway's memory: what was executed, and what was answered under which key. Thread-safe. */
final class Books implements AutoCloseable {
  private final Journal journal;
  private final long keyLifetimeMillis;
  private final Map<String, Entry> saved = new HashMap<>();
  private final Set<String> inProgress = new HashSet<>();
  private final Set<String> locked = new HashSet<>();
  private final IntentBooks intents = new IntentBooks();
  private final List<Ledger.Charge> charges = new ArrayList<>();
  private final List<Ledger.Refund> refunds = new ArrayList<>();
  private final List<Ledger.Decline> declines = new ArrayList<>();
  private final Map<String, Ledger.Charge> chargeByIntent = new HashMap<>();
  private final Map<String, Long> refundedByIntent = new HashMap<>();
  private long entries;

  Books(@Nullable Path directory, Duration keyLifetime) {
    this.keyLifetimeMillis = keyLifetime.toMillis();
    List<Entry> restored = new ArrayList<>();
    this.journal = Journal.open(directory, restored);
    restored.forEach(this::apply);
  }

  /**
   * Claims a key and an object for execution, or says why not. What is fresh must be released.
   *
   * @param object empty for none
   */
  synchronized Claim claim(String key, String fingerprint, String object, long now) {
    Entry entry = saved.get(key);
    if (entry != null && now - entry.at() >= keyLifetimeMillis) {
      saved.remove(key);
    } else if (entry != null) {
      return entry.fingerprint().equals(fingerprint)
          ? new Claim.Saved(entry.answer())
          : new Claim.OtherParameters();
    }
    if (!key.isEmpty() && inProgress.contains(key)) {
      return new Claim.InUse();
    }
    if (!object.isEmpty() && !locked.add(object)) {
      return new Claim.Locked();
    }
    if (!key.isEmpty()) {
      inProgress.add(key);
    }
    return new Claim.Fresh();
  }

  /** Forgets what was answered under every key. */
  synchronized void forgetKeys() {
    saved.clear();
  }

  synchronized void release(String key, String object) {
    inProgress.remove(key);
    locked.remove(object);
  }

  /** Executes: effect, saved answer and journal line appear together, for all others at once. */
  Entry commit(Supplier<Entry> effect) {
    Entry entry;
    long position;
    synchronized (this) {
      entry = effect.get();
      position = journal.append(entry);
      apply(entry);
    }
    journal.sync(position);
    return entry;
  }

  private void apply(Entry entry) {
    entries++;
    if (!entry.key().isEmpty()) {
      saved.put(entry.key(), entry);
    }
    if (entry.intent() != null) {
      intents.put(entry.intent());
    }
    if (entry.charge() != null) {
      charges.add(entry.charge());
      chargeByIntent.put(entry.charge().paymentIntent(), entry.charge());
    }
    if (entry.decline() != null) {
      declines.add(entry.decline());
    }
    if (entry.refund() != null) {
      refunds.add(entry.refund());
      refundedByIntent.merge(entry.refund().paymentIntent(), entry.refund().amount(), Long::sum);
    }
  }

  /** A new number for identifiers, for use within {@link #commit}. */
  synchronized long nextNumber() {
    return entries + 1;
  }

  synchronized Ledger ledger() {
    return new Ledger(charges, refunds, declines);
  }

  synchronized @Nullable Intent intent(String id) {
    return intents.find(id).orElse(null);
  }

  synchronized List<Intent> intentsOf(String orderId) {
    return intents.ofOrder(orderId);
  }

  synchronized List<Intent> intentsNewestFirst() {
    return intents.newestFirst();
  }

  synchronized KeyState keyState(String key, long now) {
    Entry entry = saved.get(key);
    if (entry != null && now - entry.at() < keyLifetimeMillis) {
      return new KeyState("finished", entry.answer());
    }
    return new KeyState(inProgress.contains(key) ? "in_progress" : "unknown", null);
  }

  synchronized Optional<Ledger.Charge> charge(String paymentIntent) {
    return Optional.ofNullable(chargeByIntent.get(paymentIntent));
  }

  synchronized long refundedOf(String paymentIntent) {
    return refundedByIntent.getOrDefault(paymentIntent, 0L);
  }

  @Override
  public void close() {
    journal.close();
  }

  /** What is known of a key: finished, in_progress or unknown. */
  record KeyState(String state, @Nullable Answer answer) {}

  /** The result of claiming a key. */
  sealed interface Claim {
    /** Execute now. */
    record Fresh() implements Claim {}

    /** Answer this again. */
    record Saved(Answer answer) implements Claim {}

    /** Another request with this key is being executed. */
    record InUse() implements Claim {}

    /** Another request is changing the object. */
    record Locked() implements Claim {}

    /** The key was used with other parameters. */
    record OtherParameters() implements Claim {}
  }
}
