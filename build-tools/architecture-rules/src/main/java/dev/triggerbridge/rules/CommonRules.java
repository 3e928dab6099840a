package dev.triggerbridge.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The architecture rules that hold in every module. */
public final class CommonRules {
  private CommonRules() {}

  /**
   * Holds every rule over one root package: no cycles between its packages, and no {@code
   * Thread.sleep} in test code.
   *
   * @param rootPackage the module's root package, for example {@code dev.triggerbridge.bridge}
   * @throws AssertionError naming each violation
   */
  public static void check(String rootPackage) {
    JavaClasses main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages(rootPackage);
    slices()
        .matching(rootPackage + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(main);

    JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(rootPackage);
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .because("a test waits on a condition or moves a clock")
        .allowEmptyShould(true)
        .check(tests);
  }
}
