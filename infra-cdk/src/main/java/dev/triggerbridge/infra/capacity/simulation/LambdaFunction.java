package dev.triggerbridge.infra.capacity.simulation;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A function with its limits: concurrency, requests a second for each unit of it, and how fast
 * environments are added. What is over one of them is throttled.
 */
final class LambdaFunction {
  /** The answer 429 is an answer, too. */
  private static final long REFUSAL = 5 * Agenda.MILLI;

  private final Agenda agenda;
  private final RandomGenerator random;
  private final Settings.Function settings;
  private int concurrency;
  private int underWay;
  private int environments;
  private double requests;
  private double additions;
  private long filledAt;
  private long throttles;
  private long invocations;

  LambdaFunction(Agenda agenda, RandomGenerator random, Settings.Function settings) {
    this.agenda = agenda;
    this.random = random;
    this.settings = settings;
    this.concurrency = settings.concurrency();
    this.requests = requestsPerSecond();
    this.additions = settings.environmentsPerSecond();
  }

  /** From now on; what runs goes on. */
  void setConcurrency(int now) {
    refill();
    concurrency = now;
    environments = Math.min(environments, now);
    requests = Math.min(requests, requestsPerSecond());
  }

  void restore() {
    setConcurrency(settings.concurrency());
  }

  int concurrency() {
    return concurrency;
  }

  long throttles() {
    return throttles;
  }

  long invocations() {
    return invocations;
  }

  /** Answers whether the function ran; false is 429. */
  void invoke(Consumer<Boolean> answer) {
    refill();
    boolean isNew = underWay >= environments;
    if (underWay >= concurrency || requests < 1 || (isNew && additions < 1)) {
      throttles++;
      agenda.in(REFUSAL, () -> answer.accept(false));
      return;
    }
    requests--;
    invocations++;
    underWay++;
    if (isNew) {
      additions--;
      environments++;
    }
    agenda.in(
        duration() + (isNew ? settings.coldStart() : 0),
        () -> {
          underWay--;
          answer.accept(true);
        });
  }

  private long duration() {
    double draw = -Math.log1p(-random.nextDouble());
    return Math.round(settings.duration() * (1 - settings.spread() + settings.spread() * draw));
  }

  private double requestsPerSecond() {
    return concurrency * settings.requestsPerEnvironment();
  }

  /** Nothing is saved up beyond what one second gives. */
  private void refill() {
    double seconds = (double) (agenda.now() - filledAt) / Agenda.SECOND;
    filledAt = agenda.now();
    requests = Math.min(requestsPerSecond(), requests + seconds * requestsPerSecond());
    additions =
        Math.min(
            settings.environmentsPerSecond(),
            additions + seconds * settings.environmentsPerSecond());
  }
}
