package dev.triggerbridge.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import dev.triggerbridge.infra.InfraApp.OrderSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** The templates of the real descriptors and artifacts; synthesised once, which takes a while. */
final class Synthesis {
  private static final List<FunctionDescriptor> DESCRIPTORS =
      FunctionDescriptors.readAll(Path.of("../functions"));
  private static final Map<String, Map<String, Object>> TEMPLATES = synthesise();

  private Synthesis() {}

  /** Skips the test, visibly, where the CDK's own runtime is missing. */
  static void assumeNode() {
    assumeTrue(runs("node", "--version"), "skipped: install Node.js 20 or newer, CDK runs on it");
  }

  static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static List<FunctionDescriptor> descriptors() {
    return DESCRIPTORS;
  }

  /** The resources of one type in a stack, by logical id. */
  static Map<String, Map<String, Object>> resources(String stack, String type) {
    Map<String, Map<String, Object>> found =
        section(stack, "Resources").entrySet().stream()
            .filter(entry -> type.equals(map(entry.getValue()).get("Type")))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));
    assertThat(found).as("resources of type " + type + " in " + stack).isNotEmpty();
    return found;
  }

  /** A section of a stack's template. */
  static Map<String, Object> section(String stack, String name) {
    return at(template(stack), name);
  }

  /** The object at a path of keys, which must all exist. */
  static Map<String, Object> at(Map<String, Object> object, String... path) {
    Map<String, Object> current = object;
    for (String key : path) {
      assertThat(current).containsKey(key);
      current = map(value(current, key));
    }
    return current;
  }

  /** The value of a key, which must exist. */
  static Object value(Map<String, Object> object, String key) {
    Object value = object.get(key);
    if (value == null) {
      throw new AssertionError("no " + key + " in " + object.keySet());
    }
    return value;
  }

  @SuppressWarnings("unchecked") // The template is JSON.
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> template(String stack) {
    Map<String, Object> template = TEMPLATES.get(stack);
    if (template == null) {
      throw new AssertionError("no stack " + stack);
    }
    return template;
  }

  private static Map<String, Map<String, Object>> synthesise() {
    App app =
        new App(
            AppProps.builder().analyticsReporting(false).outdir("target/cdk.out-of-tests").build());
    OrderSystem system = OrderSystem.define(app, DESCRIPTORS);
    return Map.of(
        Names.DATA_STACK, Template.fromStack(system.data()).toJSON(),
        Names.FUNCTIONS_STACK, Template.fromStack(system.functions()).toJSON(),
        Names.NATS_STACK, Template.fromStack(system.nats()).toJSON(),
        Names.BRIDGE_STACK, Template.fromStack(system.bridge()).toJSON(),
        ReconciliationStack.NAME,
            Template.fromStack((Stack) app.getNode().findChild(ReconciliationStack.NAME)).toJSON());
  }
}
