package dev.triggerbridge.local.zipkin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Finds Zipkin's executable jar in the local Maven repository, and lets Maven fetch it else. */
public final class ZipkinJar {
  private static final String VERSION = "3.6.1";

  /** Without the storages that need servers of their own: a third smaller. */
  private static final String CLASSIFIER = "slim";

  private static final int MINUTES = 5;

  private ZipkinJar() {}

  /**
   * The jar; blocks for a download of some 90 MB the first time.
   *
   * @throws IOException if there is none and Maven cannot fetch it; the message has the remedy
   */
  public static Path resolve() throws IOException, InterruptedException {
    Path jar = repository().resolve("io/zipkin/zipkin-server/" + VERSION).resolve(name());
    if (!Files.isRegularFile(jar)) {
      fetch();
    }
    if (!Files.isRegularFile(jar)) {
      throw new IOException(
          "Zipkin is missing, and Maven could not fetch it. Run: mvn " + String.join(" ", goal()));
    }
    return jar;
  }

  private static void fetch() throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("mvn", "-q", "-B"));
    command.addAll(goal());
    Process maven;
    try {
      maven =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return;
    }
    if (!maven.waitFor(MINUTES, TimeUnit.MINUTES)) {
      maven.destroyForcibly();
    }
  }

  private static List<String> goal() {
    return List.of(
        "dependency:get",
        "-Dtransitive=false",
        "-Dartifact=io.zipkin:zipkin-server:" + VERSION + ":jar:" + CLASSIFIER);
  }

  private static String name() {
    return "zipkin-server-" + VERSION + "-" + CLASSIFIER + ".jar";
  }

  private static Path repository() {
    return Path.of(
        Objects.requireNonNullElse(
            System.getProperty("maven.repo.local"),
            System.getProperty("user.home") + "/.m2/repository"));
  }
}
