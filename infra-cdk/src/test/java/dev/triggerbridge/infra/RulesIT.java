package dev.triggerbridge.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** What cdk-nag says of the stacks, and what all of them have in common. */
class RulesIT {
  @BeforeAll
  static void need_node() {
    Synthesis.assumeNode();
  }

  @ParameterizedTest
  @EnumSource
  void no_rule_of_cdk_nag_is_broken_without_a_reason(Synthesis environment) {
    assertThat(findings(environment))
        .filteredOn(line -> line.contains("\"Compliant\""))
        .isNotEmpty();
    assertThat(findings(environment))
        .filteredOn(line -> line.contains("\"Non-Compliant\""))
        .isEmpty();
    // The one rule that cannot read the network's own range of addresses, which the template names.
    assertThat(findings(environment))
        .filteredOn(line -> line.contains("\"UNKNOWN\""))
        .allSatisfy(line -> assertThat(line).contains("AwsSolutions-EC23"));
  }

  @Test
  void every_exception_from_a_rule_is_needed() {
    List<String> suppressed =
        Stream.of(Synthesis.values())
            .flatMap(environment -> findings(environment).stream())
            .filter(line -> line.contains("\"Suppressed\""))
            .toList();

    assertThat(RuleExceptions.NAG)
        .allSatisfy(
            exception ->
                assertThat(suppressed)
                    .as(exception.toString())
                    .anyMatch(
                        line ->
                            line.contains(exception.rule())
                                && line.contains(exception.reason().substring(0, 20))));
  }

  @ParameterizedTest
  @EnumSource
  void no_policy_allows_all_actions_or_all_of_a_service(Synthesis environment) {
    environment
        .templates()
        .forEach(
            (stack, template) ->
                Synthesis.at(template, "Resources")
                    .forEach(
                        (id, resource) ->
                            BridgeTemplate.statementsIn(resource)
                                .filter(statement -> "Allow".equals(statement.get("Effect")))
                                .forEach(
                                    statement ->
                                        assertThat(String.valueOf(statement.get("Action")))
                                            .as(stack + "/" + id)
                                            .doesNotContain("*"))));
  }

  @ParameterizedTest
  @EnumSource
  void everything_that_can_be_tagged_says_project_environment_and_stack(Synthesis environment) {
    Map<String, Object> tables =
        Map.copyOf(environment.resourcesOf(Names.DATA_STACK, "AWS::DynamoDB::Table"));

    tables
        .values()
        .forEach(
            table ->
                assertThat(
                        BridgeTemplate.list(
                            Synthesis.at(Synthesis.map(table), "Properties"), "Tags"))
                    .extracting(tag -> tag.get("Key"), tag -> tag.get("Value"))
                    .contains(
                        org.assertj.core.api.Assertions.tuple("Project", "trigger-bridge"),
                        org.assertj.core.api.Assertions.tuple(
                            "Environment", environment == Synthesis.PROD ? "prod" : "dev"),
                        org.assertj.core.api.Assertions.tuple("Component", Names.DATA_STACK)));
  }

  @Test
  void unknown_environment_is_refused_with_those_that_there_are() {
    App app =
        new App(
            AppProps.builder()
                .analyticsReporting(false)
                .context(Map.of(Environment.CONTEXT, "staging"))
                .build());

    assertThatThrownBy(() -> InfraApp.OrderSystem.define(app, Synthesis.descriptors()))
        .hasMessageContaining("context env = 'staging': is not one of dev, prod. Pass -c env=dev.");
  }

  private static List<String> findings(Synthesis environment) {
    environment.templates();
    try (Stream<Path> reports = Files.list(environment.directory())) {
      return reports
          .filter(file -> file.getFileName().toString().endsWith("NagReport.csv"))
          .flatMap(RulesIT::lines)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
