package dev.triggerbridge.local.system.crash.mutation;

import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.crash.round.RoundResult;
import dev.triggerbridge.local.system.crash.round.Rounds;
import dev.triggerbridge.local.system.crash.stack.Artifacts;
import dev.triggerbridge.local.system.crash.stack.CrashStack;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every mistake and its scenario; and the same scenarios without any. */
public final class MutationRun {
  /** What a mistake has lost never comes: there is no point in waiting as long as for what may. */
  private static final Duration OVERDUE = Duration.ofSeconds(20);

  private static final int TRIES = 3;

  private final Path home;
  private final Path folder;
  private final PrintStream out;

  /**
   * A run.
   *
   * @param folder new, for mutants, state and logs
   * @param out told what came out, for people
   */
  public MutationRun(Path home, Path folder, PrintStream out) {
    this.home = home;
    this.folder = folder;
    this.out = out;
  }

  /** Names of all mistakes. */
  public static List<String> names() {
    return Mutations.all().stream().map(Mutation::name).toList();
  }

  /** Runs all scenarios on the artifacts as they are; what is wrong, one sentence each. */
  public List<String> control() throws Exception {
    List<String> wrong = new ArrayList<>();
    try (CrashStack stack = CrashStack.start(home, create("control"), Artifacts.packaged(home));
        Rounds rounds = new Rounds(stack)) {
      for (Mutation mutation : Mutations.all()) {
        RoundResult result = mutation.scenario().run(stack, rounds, mutation.kinds());
        out.printf(
            "control: %s: %s%n", mutation.scenario(), result.holds() ? "holds" : result.reason());
        // Some mistakes pass a point where the right code does not: then nobody dies there.
        if (!result.holds()) {
          wrong.add("without a mistake, %s: %s".formatted(mutation.scenario(), result.reason()));
          break;
        }
      }
    }
    return wrong;
  }

  /** Runs one mistake; empty if the checker has named the invariant that it breaks. */
  public List<String> caught(String name) throws Exception {
    Mutation mutation =
        Mutations.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Path place = create(name.replaceAll("[^a-z]+", "-"));
    Artifacts artifacts = Mutant.of(mutation, home, Files.createDirectory(place.resolve("mutant")));
    try (CrashStack stack = CrashStack.start(home, place, artifacts);
        Rounds rounds = new Rounds(stack).withDeadlinesLateBy(OVERDUE)) {
      RoundResult result = mutation.scenario().run(stack, rounds, mutation.kinds());
      // A busy machine can be so late that a deadline has not to wait any more.
      for (int again = 1; again < TRIES && result.holds() && !result.missed().isEmpty(); again++) {
        result = mutation.scenario().run(stack, rounds, mutation.kinds());
      }
      List<String> broken = result.broken().stream().map(Verdict::name).toList();
      out.printf(
          "%s: %s: %s%n", name, mutation.scenario(), result.holds() ? "HOLDS" : result.reason());
      if (!result.missed().isEmpty()) {
        return List.of(name + ": nobody came to " + result.missed());
      }
      if (!result.idle()) {
        return List.of(name + ": the system is not idle, so nothing can be said");
      }
      return broken.contains(mutation.broken())
          ? List.of()
          : List.of("%s: broken is %s, not '%s'".formatted(name, broken, mutation.broken()));
    }
  }

  private Path create(String name) throws java.io.IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
