package dev.triggerbridge.functions.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the records of one key in order and the others in parallel, on virtual threads of which at
 * most {@code parallelism} work at a time in this process. Every record gets one result: late ones,
 * from threads that outlive the deadline, are dropped.
 */
final class LaneRunner {
  private static final long START_MARGIN_MILLIS = 3_000;
  private static final long ANSWER_MARGIN_MILLIS = 700;

  private final Semaphore permits;

  LaneRunner(int parallelism) {
    this.permits = new Semaphore(parallelism);
  }

  /**
   * @param work must not throw exceptions; an {@link Error} stops the batch and is thrown here
   */
  List<RecordResult> run(
      RecordBatch batch, RemainingTime time, Function<RawRecord, RecordResult> work) {
    Run run = new Run(batch.records(), time, work);
    List<Thread> threads =
        lanes(batch).stream()
            .map(lane -> Thread.ofVirtual().name("lane").unstarted(() -> run.lane(lane)))
            .toList();
    threads.forEach(Thread::start);
    run.awaitEnd();
    List<RecordResult> results = run.close();
    threads.forEach(Thread::interrupt);
    return results;
  }

  private static List<List<Integer>> lanes(RecordBatch batch) {
    Map<String, List<Integer>> keyed = new LinkedHashMap<>();
    List<List<Integer>> lanes = new ArrayList<>();
    for (int index = 0; index < batch.records().size(); index++) {
      String key = batch.records().get(index).key();
      if (key == null) {
        lanes.add(List.of(index));
      } else {
        keyed.computeIfAbsent(key, ignored -> new ArrayList<>()).add(index);
      }
    }
    lanes.addAll(keyed.values());
    return lanes;
  }

  private final class Run {
    private final List<RawRecord> records;
    private final RemainingTime time;
    private final Function<RawRecord, RecordResult> work;
    private final AtomicReferenceArray<RecordResult> results;
    private final AtomicReferenceArray<Boolean> started;
    private final CountDownLatch unfinished;
    private final AtomicReference<@Nullable Error> error = new AtomicReference<>();
    private final long startMargin;
    private final long answerMargin;

    Run(List<RawRecord> records, RemainingTime time, Function<RawRecord, RecordResult> work) {
      this.records = records;
      this.time = time;
      this.work = work;
      this.results = new AtomicReferenceArray<>(records.size());
      this.started = new AtomicReferenceArray<>(records.size());
      this.unfinished = new CountDownLatch(records.size());
      // Parts of the time there was, so that a function with a short timeout does some work too.
      this.startMargin = Math.min(START_MARGIN_MILLIS, time.millis() / 4);
      this.answerMargin = Math.min(ANSWER_MARGIN_MILLIS, time.millis() / 10);
    }

    void lane(List<Integer> indexes) {
      boolean failed = false;
      for (int index : indexes) {
        RawRecord record = records.get(index);
        RecordResult result =
            failed
                ? RecordResult.of(
                    record,
                    Outcome.notAttempted("KEY_FAILED", "an earlier record of this key failed"))
                : attempt(index, record);
        failed = !(result.outcome() instanceof Outcome.Ok);
        results.compareAndSet(index, null, result);
        unfinished.countDown();
      }
    }

    private RecordResult attempt(int index, RawRecord record) {
      try {
        permits.acquire();
      } catch (InterruptedException e) {
        return notStarted(record);
      }
      try {
        if (error.get() != null || time.millis() < startMargin) {
          return notStarted(record);
        }
        started.set(index, true);
        long began = System.nanoTime();
        return work.apply(record).took(System.nanoTime() - began);
      } catch (Error e) {
        error.compareAndSet(null, e);
        return notStarted(record);
      } finally {
        permits.release();
      }
    }

    void awaitEnd() {
      try {
        // Whether it ended does not matter: close() answers for what is still running.
        boolean ignored =
            unfinished.await(Math.max(0, time.millis() - answerMargin), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while records were running", e);
      }
    }

    List<RecordResult> close() {
      Error thrown = error.get();
      if (thrown != null) {
        throw thrown;
      }
      List<RecordResult> closed = new ArrayList<>();
      for (int index = 0; index < records.size(); index++) {
        RawRecord record = records.get(index);
        results.compareAndSet(
            index,
            null,
            started.get(index) == null
                ? notStarted(record)
                : RecordResult.of(
                    record,
                    Outcome.failure(
                        "TIMED_OUT",
                        "the record was still running when the function had to answer")));
        closed.add(results.get(index));
      }
      return closed;
    }

    private RecordResult notStarted(RawRecord record) {
      return RecordResult.of(
          record, Outcome.notAttempted("NO_TIME_LEFT", "the function had to answer before"));
    }
  }
}
