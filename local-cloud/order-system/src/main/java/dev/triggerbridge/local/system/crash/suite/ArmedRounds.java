package dev.triggerbridge.local.system.crash.suite;

import dev.triggerbridge.local.system.crash.round.RoundResult;
import dev.triggerbridge.local.system.crash.round.Rounds.Intervention;
import dev.triggerbridge.local.system.crash.work.OrderKind;
import java.io.PrintStream;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rounds that arm points, with the orders that lead there. Not thread-safe. */
final class ArmedRounds implements PairSeries.Rounds {
  private final Stacks stacks;
  private final PrintStream out;

  /**
   * On these stacks.
   *
   * @param out told of each round, for people
   */
  ArmedRounds(Stacks stacks, PrintStream out) {
    this.stacks = stacks;
    this.out = out;
  }

  /** One round, or two if a point needs a batch of one. */
  RoundResult run(List<String> armed) throws Exception {
    return run(armed, Optional.empty());
  }

  @Override
  public RoundResult run(List<String> armed, Optional<Pair> only) throws Exception {
    Intervention meanwhile = only.<Intervention>map(SecondWave::new).orElse(Intervention.NONE);
    RoundResult result =
        armed.stream().anyMatch(point -> new Point(point).needsBatchOfOne())
            ? inTwoSteps(armed)
            : stacks.run(armed, kinds(armed), meanwhile);
    out.printf(
        Locale.ROOT,
        "%s %4.1f s (%4.1f s work) %s%s%s%n",
        result.holds() ? "holds " : "BROKEN",
        result.total().toMillis() / 1e3,
        result.work().toMillis() / 1e3,
        String.join(" + ", armed),
        result.missed().isEmpty() ? "" : "; missed " + result.missed(),
        result.holds() ? "" : "\n  " + result.reason());
    out.flush();
    return result;
  }

  /** Poison alone first, and with what is still armed then the rest. */
  private RoundResult inTwoSteps(Collection<String> armed) throws Exception {
    RoundResult first = stacks.run(armed, Set.of(OrderKind.POISON), Intervention.NONE);
    return first.holds() && !first.missed().isEmpty()
        ? first.plus(stacks.run(first.missed(), kinds(first.missed()), Intervention.NONE))
        : first;
  }

  private static Set<OrderKind> kinds(Collection<String> armed) {
    Set<OrderKind> kinds = EnumSet.noneOf(OrderKind.class);
    armed.forEach(point -> kinds.addAll(new Point(point).kinds()));
    return kinds;
  }
}
