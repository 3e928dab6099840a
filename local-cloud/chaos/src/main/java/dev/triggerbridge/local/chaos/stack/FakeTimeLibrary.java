package dev.triggerbridge.local.chaos.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds libfaketime, or fetches it with the machine's apt without root into our cache. */
final class FakeTimeLibrary {
  private static final String FILE = "libfaketimeMT.so.1";
  private static final int PATIENCE_SECONDS = 120;

  private FakeTimeLibrary() {}

  static Optional<Path> find(Path work) throws IOException, InterruptedException {
    Path cached = cache().resolve(FILE);
    if (Files.isRegularFile(cached)) {
      return Optional.of(cached);
    }
    for (Path root : List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"))) {
      Optional<Path> installed = below(root);
      if (installed.isPresent()) {
        return installed;
      }
    }
    Optional<Path> fetched = fetch(work.resolve("fetch"));
    if (fetched.isPresent()) {
      Files.createDirectories(cached.getParent());
      Path next =
          Files.copy(
              fetched.get(), cached.resolveSibling(FILE + "." + ProcessHandle.current().pid()));
      Files.move(next, cached, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(cached);
    }
    return Optional.empty();
  }

  private static Optional<Path> fetch(Path work) throws IOException, InterruptedException {
    if (!Files.isDirectory(Path.of("/etc/apt"))) {
      return Optional.empty();
    }
    Files.createDirectories(work.resolve("state/lists/partial"));
    Files.createDirectories(work.resolve("cache/archives/partial"));
    List<String> options =
        List.of(
            "-qq",
            "-o",
            "Dir::State=" + work.resolve("state"),
            "-o",
            "Dir::State::Lists=" + work.resolve("state/lists"),
            "-o",
            "Dir::Cache=" + work.resolve("cache"),
            "-o",
            "Debug::NoLocking=1");
    if (run(work, "apt-get", options, "update")
        && run(work, "apt-get", options, "download", "libfaketime")) {
      try (Stream<Path> files = Files.list(work)) {
        Optional<Path> deb =
            files.filter(file -> file.getFileName().toString().endsWith(".deb")).findFirst();
        if (deb.isPresent()
            && run(work, "dpkg", List.of(), "-x", deb.get().toString(), "unpacked")) {
          return below(work.resolve("unpacked"));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean run(Path work, String program, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.of(Stream.of(program), options.stream(), Stream.of(arguments))
            .flatMap(part -> part)
            .toList();
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(work.resolve("fetch.log").toFile())
              .start();
    } catch (IOException e) {
      return false;
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  private static Optional<Path> below(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return Optional.empty();
    }
    try (Stream<Path> files =
        Files.find(root, 5, (file, attributes) -> file.getFileName().toString().equals(FILE))) {
      return files.findFirst();
    }
  }

  private static Path cache() {
    String ours = System.getenv().getOrDefault("TRIGGERBRIDGE_CACHE", "");
    Path root =
        ours.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "trigger-bridge")
            : Path.of(ours);
    return root.resolve("faketime").toAbsolutePath();
  }
}
