package dev.triggerbridge.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks artifacts into the cache, once per content. Several JVMs may do so at once. */
final class CodeStore {
  private static final String LAYOUT = "1";
  private static final Duration KEEP_UNUSED = Duration.ofDays(7);

  private final Path folder;

  CodeStore(Path cache) {
    this.folder = cache.resolve("functions");
  }

  /**
   * The unpacked artifact.
   *
   * @throws UncheckedIOException if the artifact cannot be read or the cache not written
   */
  FunctionCode unpack(LocalFunction function) {
    try {
      List<Path> runtime = RuntimeJars.locate();
      Path root = folder.resolve(function.name() + "-" + key(function.artifact(), runtime));
      if (!Files.isDirectory(root)) {
        Files.createDirectories(folder);
        prune();
        install(function.artifact(), runtime, root);
      }
      Files.setLastModifiedTime(root, FileTime.from(Instant.now()));
      return code(root);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot unpack " + function.artifact() + " of function " + function.name(), e);
    }
  }

  private static FunctionCode code(Path root) throws IOException {
    List<Path> classPath = new ArrayList<>(sortedJars(root.resolve("runtime")));
    classPath.add(root.resolve("function.jar"));
    classPath.addAll(sortedJars(root.resolve("task/lib")));
    return new FunctionCode(root, List.copyOf(classPath), root.resolve("runtime/jni.so"));
  }

  private void install(Path artifact, List<Path> runtime, Path root) throws IOException {
    Path work = Files.createTempDirectory(folder, ".unpack");
    try {
      unzip(artifact, Files.createDirectory(work.resolve("task")), work.resolve("function.jar"));
      Files.createDirectory(work.resolve("empty"));
      Path runtimeFolder = Files.createDirectory(work.resolve("runtime"));
      for (int index = 0; index < runtime.size(); index++) {
        // A number first: the runtime's jars keep their order when they are listed.
        Files.copy(
            runtime.get(index),
            runtimeFolder.resolve(index + "-" + runtime.get(index).getFileName()));
      }
      try (InputStream library =
          RuntimeJars.class.getClassLoader().getResourceAsStream(RuntimeJars.nativeLibrary())) {
        if (library == null) {
          throw new IOException(
              "the runtime interface client has no " + RuntimeJars.nativeLibrary());
        }
        Files.copy(library, runtimeFolder.resolve("jni.so"));
      }
      Files.move(work, root);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(root)) {
        throw e;
      }
    } finally {
      TempFolders.delete(work);
    }
  }

  private static void unzip(Path artifact, Path task, Path jar) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(artifact));
        JarOutputStream classes = new JarOutputStream(Files.newOutputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = task.resolve(entry.getName()).normalize();
        if (!target.startsWith(task)) {
          throw new IOException("entry " + entry.getName() + " leaves the artifact");
        }
        if (entry.isDirectory()) {
          continue;
        }
        Files.createDirectories(target.getParent());
        Files.copy(zip, target);
        if (!entry.getName().startsWith("lib/")) {
          classes.putNextEntry(new ZipEntry(entry.getName()));
          Files.copy(target, classes);
        }
      }
    }
  }

  private static String key(Path artifact, List<Path> runtime) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (LAYOUT + Runtime.version() + System.getProperty("java.home")).getBytes("UTF-8"));
      for (Path jar : runtime) {
        digest.update(jar.getFileName().toString().getBytes("UTF-8"));
      }
      try (InputStream in = Files.newInputStream(artifact)) {
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          digest.update(buffer, 0, count);
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void prune() throws IOException {
    Instant limit = Instant.now().minus(KEEP_UNUSED);
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) {
          TempFolders.delete(entry);
        }
      }
    }
  }

  private static List<Path> sortedJars(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
