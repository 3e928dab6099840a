package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.RecordAge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gives up records that have become too old, before they are invoked and while they wait. */
final class Expiry {
  private final RecordAge age;
  private final Clock clock;
  private final Settler settler;
  private final Tasks tasks;

  Expiry(RecordAge age, Clock clock, Settler settler, Tasks tasks) {
    this.age = age;
    this.clock = clock;
    this.settler = settler;
    this.tasks = tasks;
  }

  boolean isOver(Delivery delivery) {
    return age.isOver(delivery.timestamp(), clock.instant());
  }

  boolean isOver(List<Record> records) {
    return records.stream().anyMatch(record -> isOver(record.delivery()));
  }

  /** The records that are not too old; the others go to the dead letters. Does not block. */
  List<Record> withoutExpired(List<Record> records) {
    if (!isOver(records)) {
      return records;
    }
    List<Record> fresh = new ArrayList<>();
    for (Record record : records) {
      if (isOver(record.delivery())) {
        giveUp(record);
      } else {
        fresh.add(record);
      }
    }
    return fresh;
  }

  /** To the dead letters. Does not block. */
  void giveUp(Record record) {
    Delivery delivery = record.delivery();
    tasks.start(
        List.of(delivery),
        () ->
            settler.deadLetter(
                record,
                age.reason(record.attempts().failed(), delivery.timestamp(), clock.instant())));
  }

  /** The delay before a retry, or less if the record becomes too old meanwhile. */
  Duration within(Duration delay, Delivery delivery) {
    return age.within(delay, delivery.timestamp(), clock.instant());
  }
}
