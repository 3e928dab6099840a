package dev.triggerbridge.local.system.crash.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import dev.triggerbridge.local.system.crash.stack.Artifacts;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A copy of a packaged artifact in which one source file was changed, compiled and put back: all
 * else is the very code that is deployed.
 */
final class Mutant {
  private Mutant() {}

  /**
   * Makes the copy.
   *
   * @param folder for the copy, emptied by the caller
   * @throws IOException if the source has changed so that the mistake cannot be made any more, or
   *     it does not compile
   */
  static Artifacts of(Mutation mutation, Path home, Path folder) throws IOException {
    Artifacts packaged = Artifacts.packaged(home);
    if (mutation.artifact().equals("bridge")) {
      Path jar = copy(packaged.bridge(), folder);
      replace(jar, compile(mutation, home, folder, List.of(jar)));
      return packaged.withBridge(jar);
    }
    FunctionDescriptor function =
        FunctionDescriptor.read(
            home.resolve("functions/" + mutation.artifact() + "/" + FunctionDescriptor.FILE_NAME));
    Path zip = copy(function.artifact(), folder);
    List<Path> classPath = new ArrayList<>(List.of(zip));
    classPath.addAll(libraries(zip, folder.resolve("lib")));
    replace(zip, compile(mutation, home, folder, classPath));
    return packaged.withFunction(function.name(), zip);
  }

  private static Path copy(Path artifact, Path folder) throws IOException {
    return Files.copy(artifact, folder.resolve(artifact.getFileName()));
  }

  private static List<Path> libraries(Path zip, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> jars = new ArrayList<>();
    try (FileSystem files = FileSystems.newFileSystem(zip);
        Stream<Path> libraries = Files.list(files.getPath("/lib"))) {
      for (Path library : libraries.toList()) {
        jars.add(Files.copy(library, folder.resolve(library.getFileName().toString())));
      }
    }
    return jars;
  }

  /** The folder with the classes of the changed file. */
  private static Path compile(Mutation mutation, Path home, Path folder, List<Path> classPath)
      throws IOException {
    Path source = home.resolve(mutation.file());
    Path changed = Files.createDirectories(folder.resolve("source")).resolve(source.getFileName());
    Files.writeString(changed, edited(mutation, Files.readString(source, UTF_8)), UTF_8);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of(
                    "-nowarn",
                    "-proc:none",
                    "-implicit:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    String.join(
                        File.pathSeparator, classPath.stream().map(Path::toString).toList())),
                null,
                compiler.getStandardFileManager(null, null, UTF_8).getJavaFileObjects(changed))
            .call();
    if (!compiled) {
      throw new IOException("mutation '%s' does not compile: %s".formatted(mutation, messages));
    }
    return classes;
  }

  private static String edited(Mutation mutation, String source) throws IOException {
    String edited = source;
    for (Mutation.Edit edit : mutation.edits()) {
      int at = edited.indexOf(edit.old());
      if (at < 0 || edited.indexOf(edit.old(), at + 1) >= 0) {
        throw new IOException(
            "mutation '%s': %s has this text not exactly once, write the mutation anew: %s"
                .formatted(mutation, mutation.file(), edit.old()));
      }
      edited = edited.replace(edit.old(), edit.changed());
    }
    return edited;
  }

  private static void replace(Path archive, Path classes) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(archive);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path file : compiled.filter(Files::isRegularFile).toList()) {
        Path target = files.getPath("/").resolve(classes.relativize(file).toString());
        if (!Files.exists(target)) {
          throw new IOException(target + " is no class of " + archive);
        }
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
