package dev.triggerbridge.bridge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

/**
 * The arrows of the bridge: app, then adapters, then dispatch, then pure decisions, then message.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.triggerbridge.bridge";

  private final JavaClasses bridge =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages(ROOT);

  @Test
  void bridge_holds_the_common_rules() {
    CommonRules.check(ROOT);
  }

  @Test
  void arrows_point_one_way() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("app")
        .definedBy(ROOT + ".app..")
        .layer("config")
        .definedBy(ROOT + ".config..")
        .layer("nats")
        .definedBy(ROOT + ".nats..")
        .layer("lambda")
        .definedBy(ROOT + ".lambda..")
        .layer("telemetry")
        .definedBy(ROOT + ".telemetry..")
        .layer("trace")
        .definedBy(ROOT + ".trace..")
        .layer("console")
        .definedBy(ROOT + ".console..")
        .layer("dispatch")
        .definedBy(ROOT + ".dispatch..")
        .layer("aws")
        .definedBy(ROOT + ".aws..")
        .layer("rerun")
        .definedBy(ROOT + ".rerun..")
        .layer("deadletter")
        .definedBy(ROOT + ".deadletter..")
        .layer("retry")
        .definedBy(ROOT + ".retry..")
        .layer("routing")
        .definedBy(ROOT + ".routing..")
        .layer("batch")
        .definedBy(ROOT + ".batch..")
        .layer("filter")
        .definedBy(ROOT + ".filter..")
        .layer("schema")
        .definedBy(ROOT + ".schema..")
        .layer("lanes")
        .definedBy(ROOT + ".lanes..")
        .layer("flow")
        .definedBy(ROOT + ".flow..")
        .layer("message")
        .definedBy(ROOT + ".message..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("config")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("nats")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("lambda")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("telemetry")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("trace")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("console")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("filter")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("schema")
        .mayOnlyBeAccessedByLayers("app", "filter")
        .whereLayer("dispatch")
        .mayOnlyBeAccessedByLayers(
            "app", "nats", "lambda", "aws", "telemetry", "trace", "console", "rerun", "deadletter")
        .whereLayer("aws")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("rerun")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("deadletter")
        .mayOnlyBeAccessedByLayers("app", "nats", "aws", "rerun")
        .whereLayer("retry")
        .mayOnlyBeAccessedByLayers(
            "app", "nats", "lambda", "telemetry", "console", "rerun", "dispatch", "deadletter")
        .whereLayer("routing")
        .mayOnlyBeAccessedByLayers("app", "nats", "lambda", "telemetry", "console", "dispatch")
        .whereLayer("batch")
        .mayOnlyBeAccessedByLayers(
            "app", "nats", "lambda", "aws", "telemetry", "trace", "console", "rerun", "dispatch")
        .whereLayer("lanes")
        .mayOnlyBeAccessedByLayers("app", "dispatch")
        .whereLayer("flow")
        .mayOnlyBeAccessedByLayers("app", "telemetry", "dispatch")
        .check(bridge);
  }

  @Test
  void message_knows_only_the_jdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".message..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".message..", "java..", "org.jspecify..")
        .check(bridge);
  }

  @Test
  void nats_types_stay_in_nats() {
    only("nats", "io.nats..");
  }

  @Test
  void aws_types_stay_in_lambda_and_aws() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".lambda..", ROOT + ".aws..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(bridge);
  }

  @Test
  void web_server_stays_in_console() {
    only("console", "io.avaje.jex..");
  }

  @Test
  void metrics_library_stays_in_telemetry() {
    only("telemetry", "io.prometheus..");
  }

  @Test
  void opentelemetry_stays_in_trace() {
    only("trace", "io.opentelemetry..");
  }

  @Test
  void filter_and_schema_know_nothing_but_messages() {
    for (String pure : new String[] {"filter", "schema"}) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + pure + "..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "..")
                  .and(
                      not(
                          resideInAnyPackage(
                              ROOT + ".filter..", ROOT + ".schema..", ROOT + ".message.."))))
          .check(bridge);
    }
  }

  @Test
  void event_patterns_stay_in_filter() {
    only("filter", "software.amazon.event.ruler..");
  }

  @Test
  void protobuf_stays_in_schema() {
    only("schema", "com.google.protobuf..");
  }

  @Test
  void bridge_knows_nothing_of_functions_and_their_events() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.triggerbridge.functions..", "dev.triggerbridge.events..")
        .check(bridge);
  }

  private void only(String owner, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + owner + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(bridge);
  }
}
