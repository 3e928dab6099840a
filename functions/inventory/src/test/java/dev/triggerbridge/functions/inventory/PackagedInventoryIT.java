package dev.triggerbridge.functions.inventory;

import static dev.triggerbridge.functions.inventory.Orders.created;
import static dev.triggerbridge.functions.inventory.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The zip that is deployed, with nothing but the JDK beside it. */
class PackagedInventoryIT {
  @TempDir Path directory;

  @Test
  void packaged_function_runs_the_handler_of_its_descriptor_on_its_own_jars() throws Exception {
    FunctionDescriptor descriptor = FunctionDescriptor.read(Path.of("function.json"));
    String[] handler = descriptor.handler().split("::", -1);
    BatchRequest request =
        BatchRequest.from("ORDERS").add("orders.created.v2", created("o-1", line("apple", 4)));

    try (DynamoDbLocal dynamo = DynamoDbLocal.start(null);
        DynamoDbClient client = dynamo.client();
        URLClassLoader zip =
            new URLClassLoader(
                unpacked(descriptor.artifact()), ClassLoader.getPlatformClassLoader())) {
      Stock stock = Stock.create(dynamo, client, "inventory").with("apple", 5);
      LocalAws.use(dynamo.endpoint().toString());

      BatchResponse response = BatchResponse.parse(invoke(zip, handler, request.bytes()));

      assertThat(response.only().subjects()).containsExactly("inventory.reserved.v1");
      assertThat(stock.available("apple", 0)).isEqualTo(1);
    }
  }

  @Test
  void packaged_function_has_no_test_library_and_a_size_that_lambda_takes() throws Exception {
    Path zip = FunctionDescriptor.read(Path.of("function.json")).artifact();
    List<String> jars = new ArrayList<>();
    long unpackedBytes = 0;
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        jars.add(entry.getName());
        unpackedBytes += entries.transferTo(OutputStream.nullOutputStream());
      }
    }

    assertThat(jars)
        .anyMatch(name -> name.startsWith("lib/function-support-"))
        .noneMatch(
            name -> name.matches("lib/(junit|assertj|DynamoDBLocal|local-|function-testing).*"));
    assertThat(unpackedBytes).isLessThan(250L * 1024 * 1024);
  }

  private static byte[] invoke(ClassLoader zip, String[] handler, byte[] request) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(zip);
    try {
      Class<?> type = zip.loadClass(handler[0]);
      Method method =
          Arrays.stream(type.getMethods())
              .filter(candidate -> candidate.getName().equals(handler[1]))
              .findFirst()
              .orElseThrow();
      ByteArrayOutputStream response = new ByteArrayOutputStream();
      method.invoke(
          type.getConstructor().newInstance(), new ByteArrayInputStream(request), response, null);
      return response.toByteArray();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private URL[] unpacked(Path zip) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = directory.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(entries, target);
        }
      }
    }
    List<URL> urls = new ArrayList<>(List.of(directory.toUri().toURL()));
    try (var jars = Files.list(directory.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
