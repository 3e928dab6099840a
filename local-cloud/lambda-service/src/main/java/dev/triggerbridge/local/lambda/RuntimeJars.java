package dev.triggerbridge.local.lambda;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** AWS's runtime interface client and what it needs, as found on our own class path. */
final class RuntimeJars {
  static final String MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final List<String> A_CLASS_OF_EACH =
      List.of(
          MAIN_CLASS,
          "com.amazonaws.services.lambda.runtime.Context",
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal",
          "software.amazon.awssdk.annotations.ThreadSafe");

  private RuntimeJars() {}

  /**
   * The jars in class path order.
   *
   * @throws IllegalStateException naming what is missing
   */
  static List<Path> locate() {
    List<Path> jars = new ArrayList<>();
    for (String name : A_CLASS_OF_EACH) {
      Path jar = jarOf(name);
      if (!jars.contains(jar)) {
        jars.add(jar);
      }
    }
    return jars;
  }

  /**
   * Where the jar has the native part for this machine; the client would unpack it to one shared
   * file below /tmp, which breaks when two executions start together.
   */
  static String nativeLibrary() {
    String arch =
        System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).contains("aarch")
            ? "aarch_64"
            : "x86_64";
    return "jni/libaws-lambda-jni.linux" + (isMusl() ? "_musl-" : "-") + arch + ".so";
  }

  private static boolean isMusl() {
    Path lib = Path.of("/lib");
    try (var files =
        Files.isDirectory(lib) ? Files.list(lib) : java.util.stream.Stream.<Path>of()) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("ld-musl-"));
    } catch (IOException e) {
      return false;
    }
  }

  private static Path jarOf(String className) {
    try {
      Class<?> found = Class.forName(className, false, RuntimeJars.class.getClassLoader());
      return Path.of(found.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(
          className
              + " is not on the class path: add aws-lambda-java-runtime-interface-client and what"
              + " it depends on",
          e);
    }
  }
}
