package dev.triggerbridge.infra.capacity.simulation;

/** The processors of one replica: first come, first served. Less than one is a slower one. */
final class Cpu {
  private final Agenda agenda;
  private final long[] freeAt;
  private final double speed;
  private long used;

  Cpu(Agenda agenda, double vcpus) {
    this.agenda = agenda;
    this.freeAt = new long[Math.max(1, (int) Math.round(vcpus))];
    this.speed = vcpus / freeAt.length;
  }

  /** CPU time spent, or promised. */
  long used() {
    return used;
  }

  void run(long cost, Runnable then) {
    int first = 0;
    for (int i = 1; i < freeAt.length; i++) {
      first = freeAt[i] < freeAt[first] ? i : first;
    }
    used += cost;
    freeAt[first] = Math.max(agenda.now(), freeAt[first]) + Math.round(cost / speed);
    agenda.at(freeAt[first], then);
  }
}
