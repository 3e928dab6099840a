package dev.triggerbridge.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.descriptor.FunctionDescriptors;
import dev.triggerbridge.infra.InfraApp.OrderSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * The templates of the real descriptors and artifacts, as dev with an existing NATS server and a
 * payment gateway that the deployment names, and as prod with a cluster of its own and a gateway
 * that wants a key; each synthesised once, which takes a while.
 */
enum Synthesis {
  DEV(Map.of()),
  PROD(
      Map.of(
          Environment.CONTEXT, "prod",
          NatsStack.CONTEXT, "cluster",
          PaymentGateway.URL, "https://api.stripe.com",
          PaymentGateway.KEY_SECRET, "payment-gateway:apiKey"));

  private static final List<FunctionDescriptor> DESCRIPTORS =
      FunctionDescriptors.readAll(Path.of("../functions"));

  private final Map<String, String> context;
  private @Nullable Assembly assembly;

  Synthesis(Map<String, String> context) {
    this.context = context;
  }

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
    return DEV.resourcesOf(stack, type);
  }

  /** A section of a stack's template. */
  static Map<String, Object> section(String stack, String name) {
    return DEV.sectionOf(stack, name);
  }

  /** The resources of one type in a stack of this environment, by logical id. */
  Map<String, Map<String, Object>> resourcesOf(String stack, String type) {
    Map<String, Map<String, Object>> found =
        sectionOf(stack, "Resources").entrySet().stream()
            .filter(entry -> type.equals(map(entry.getValue()).get("Type")))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));
    assertThat(found).as("resources of type " + type + " in " + stack).isNotEmpty();
    return found;
  }

  /** A section of a stack's template in this environment. */
  Map<String, Object> sectionOf(String stack, String name) {
    Map<String, Object> template = templates().get(stack);
    if (template == null) {
      throw new AssertionError("no stack " + stack);
    }
    return at(template, name);
  }

  /** All stacks' templates by the stacks' names. */
  Map<String, Map<String, Object>> templates() {
    return assembly().templates();
  }

  /** The folder that the app has written. */
  Path directory() {
    return assembly().directory();
  }

  private synchronized Assembly assembly() {
    if (assembly == null) {
      assembly = synthesise(Path.of("target/cdk.out-of-tests", name().toLowerCase(Locale.ROOT)));
    }
    return assembly;
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

  private Assembly synthesise(Path directory) {
    App app =
        new App(
            AppProps.builder()
                .analyticsReporting(false)
                .outdir(directory.toString())
                .context(context)
                .build());
    OrderSystem.define(app, DESCRIPTORS);
    Map<String, Map<String, Object>> templates = new TreeMap<>();
    app.synth()
        .getStacks()
        .forEach(stack -> templates.put(stack.getStackName(), map(stack.getTemplate())));
    return new Assembly(directory, templates);
  }

  private record Assembly(Path directory, Map<String, Map<String, Object>> templates) {}
}
