package dev.triggerbridge.local.system.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A function's deployable zip, unpacked once per version of it. */
public final class FunctionPackage {
  private FunctionPackage() {}

  /**
   * Unpacks the zip below the cache folder unless that was done already, and returns the folder.
   * Several processes may do so at once.
   *
   * @param zip the artifact
   * @param cache folder for unpacked artifacts, created if absent
   * @throws IOException also if the zip is missing; the message says how to build it
   */
  public static Path unpack(Path zip, Path cache) throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw new IOException(zip + " is missing; build it with mvn package");
    }
    String version =
        "%s-%x-%x"
            .formatted(
                zip.getFileName().toString().replace(".zip", ""),
                Files.getLastModifiedTime(zip).toMillis(),
                Files.size(zip));
    Path folder = cache.resolve(version);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(cache);
    Path partial = Files.createTempDirectory(cache, "partial-");
    try {
      unzip(zip, partial);
      Files.move(partial, folder);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException otherWasFaster) {
      Trees.delete(partial);
    }
    return folder;
  }

  private static void unzip(Path zip, Path target) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException(zip + " has an entry outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          try (InputStream content = file.getInputStream(entry)) {
            Files.copy(content, path);
          }
          // The class-path archive of a JVM is valid only for unchanged times.
          Files.setLastModifiedTime(path, entry.getLastModifiedTime());
        }
      }
    }
  }
}
