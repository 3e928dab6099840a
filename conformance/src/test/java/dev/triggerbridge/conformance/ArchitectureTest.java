package dev.triggerbridge.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.triggerbridge.conformance";

  @Test
  void kit_holds_the_common_rules() {
    CommonRules.check(ROOT);
  }

  @Test
  void kit_knows_neither_the_bridge_nor_the_functions_nor_a_test_framework() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.triggerbridge.bridge..",
            "dev.triggerbridge.functions..",
            "org.junit..",
            "org.assertj..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT));
  }
}
