package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which fate each delivered sequence has met: a byte for each, in blocks of neighbours. It hears of
 * deliveries and of confirmed settlements only, so that it is a witness against the code between
 * them. Thread-safe; a call costs a lock that is held for nanoseconds.
 */
final class FateLedger {
  private static final int BLOCK_BITS = 10;
  private static final int BLOCK = 1 << BLOCK_BITS;

  /** Of blocks that are through, for those who ask later: 256 KiB for dense sequences. */
  private static final int MOST_REMEMBERED = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Block> blocks = new TreeMap<>();
  private @Nullable Block last;

  /** It is here now, for the first time or once more. */
  void delivered(long sequence) {
    set(sequence, RecordFate.IN_FLIGHT);
  }

  /** Work on them begins. */
  void started(List<Delivery> records) {
    lock.lock();
    try {
      for (Delivery delivery : records) {
        Block block = block(delivery.sequence());
        if (block.get(delivery.sequence()) == RecordFate.IN_FLIGHT) {
          block.set(delivery.sequence(), RecordFate.UNDER_WAY);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Its next ack is that of a record which no function has seen. */
  void excluded(long sequence) {
    set(sequence, RecordFate.EXCLUDED);
  }

  /** The server has confirmed its ack. */
  void acked(long sequence) {
    lock.lock();
    try {
      Block block = block(sequence);
      boolean excluded = block.get(sequence) == RecordFate.EXCLUDED;
      block.set(sequence, excluded ? RecordFate.FILTERED : RecordFate.SETTLED);
    } finally {
      lock.unlock();
    }
  }

  /** The server has confirmed its end, and its dead letter is stored. */
  void deadLettered(long sequence) {
    set(sequence, RecordFate.DEAD_LETTERED);
  }

  /** It is about to be handed back. What has ended stays so: its nak changes nothing any more. */
  void handedBack(long sequence) {
    lock.lock();
    try {
      Block block = block(sequence);
      if (block.get(sequence).isOpen()) {
        block.set(sequence, RecordFate.HANDED_BACK);
      }
    } finally {
      lock.unlock();
    }
  }

  RecordFate of(long sequence) {
    lock.lock();
    try {
      Block block = blocks.get(sequence >> BLOCK_BITS);
      return block == null ? RecordFate.UNKNOWN : block.get(sequence);
    } finally {
      lock.unlock();
    }
  }

  /** Sequences that were delivered here and have no fate yet, ascending. */
  List<Long> open() {
    lock.lock();
    try {
      List<Long> found = new ArrayList<>();
      for (Block block : blocks.values()) {
        for (long sequence = block.first;
            block.open > 0 && sequence < block.first + BLOCK;
            sequence++) {
          if (block.get(sequence).isOpen()) {
            found.add(sequence);
          }
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private void set(long sequence, RecordFate fate) {
    lock.lock();
    try {
      block(sequence).set(sequence, fate);
    } finally {
      lock.unlock();
    }
  }

  private Block block(long sequence) {
    Block known = last;
    if (known == null || known.first != sequence >> BLOCK_BITS << BLOCK_BITS) {
      known = blocks.get(sequence >> BLOCK_BITS);
      if (known == null) {
        forgetOldest();
        known = new Block(sequence >> BLOCK_BITS << BLOCK_BITS);
        blocks.put(sequence >> BLOCK_BITS, known);
      }
      last = known;
    }
    return known;
  }

  /** What has no fate is never forgotten, and is bounded by what may be in flight. */
  private void forgetOldest() {
    if (blocks.size() >= MOST_REMEMBERED) {
      var oldest = blocks.values().iterator();
      while (oldest.hasNext() && blocks.size() >= MOST_REMEMBERED) {
        Block block = oldest.next();
        if (block.open == 0) {
          oldest.remove();
        }
      }
    }
  }

  private static final class Block {
    private final long first;
    private final byte[] fates = new byte[BLOCK];
    private int open;

    Block(long first) {
      this.first = first;
    }

    RecordFate get(long sequence) {
      return RecordFate.of(fates[(int) (sequence - first)]);
    }

    void set(long sequence, RecordFate fate) {
      count(get(sequence), -1);
      fates[(int) (sequence - first)] = (byte) fate.ordinal();
      count(fate, 1);
    }

    private void count(RecordFate fate, int by) {
      if (fate.isOpen()) {
        open += by;
      }
    }
  }
}
