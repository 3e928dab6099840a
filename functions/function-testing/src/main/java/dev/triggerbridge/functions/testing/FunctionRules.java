package dev.triggerbridge.functions.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.triggerbridge.rules.CommonRules;
import java.util.function.Function;

/** The architecture rules that hold in every function. */
public final class FunctionRules {
  private FunctionRules() {}

  /**
   * {@link CommonRules}, and: functions are run through the catalogue alone, and know nothing of
   * the bridge or of this machine.
   *
   * @param rootPackage the function's root package
   * @throws AssertionError naming each violation
   */
  public static void check(String rootPackage) {
    CommonRules.check(rootPackage);
    JavaClasses main =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages(rootPackage);
    DescribedPredicate<JavaClass> ourFunction =
        assignableTo(Function.class).and(resideInAPackage(rootPackage + ".."));
    noClasses()
        .that()
        .areAssignableTo(RequestStreamHandler.class)
        .should()
        .dependOnClassesThat(ourFunction)
        .because("the deployed handler resolves its functions through the catalogue")
        .allowEmptyShould(true)
        .check(main);
    noClasses()
        .should()
        .callMethodWhere(callsFromOutside(ourFunction))
        .because("only the catalogue calls a function")
        .check(main);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.triggerbridge.bridge..", "dev.triggerbridge.local..")
        .because("functions share only the wire contract with the bridge")
        .check(main);
  }

  private static DescribedPredicate<JavaMethodCall> callsFromOutside(
      DescribedPredicate<JavaClass> function) {
    return DescribedPredicate.describe(
        "a function's apply is called from another class",
        call ->
            call.getTarget().getName().equals("apply")
                && function.test(call.getTargetOwner())
                && !call.getTargetOwner().equals(call.getOriginOwner()));
  }
}
