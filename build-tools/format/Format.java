import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format to every Java source below the current directory.
 *
 * <p>Run as a program on the build's JDK, because Maven itself may run on a JDK whose parser does
 * not know the syntax of this project. Usage: {@code Format check|apply}; exits 1 when a file is
 * not formatted.
 */
public final class Format {
  private static final Set<String> SKIPPED = Set.of("target", "node_modules", "cdk.out", ".git");

  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean apply = args.length > 0 && args[0].equals("apply");
    List<Path> sources = new ArrayList<>();
    collect(Path.of(""), sources);
    Formatter formatter =
        new Formatter(
            JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());
    List<Path> wrong =
        sources.parallelStream().filter(source -> !isFormatted(formatter, source, apply)).toList();
    if (apply) {
      System.out.println("formatted " + wrong.size() + " of " + sources.size() + " files");
    } else if (!wrong.isEmpty()) {
      wrong.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run `mvn validate -N -Dformat.mode=apply` and commit the result.");
      System.exit(1);
    }
  }

  private static boolean isFormatted(Formatter formatter, Path source, boolean apply) {
    try {
      String before = Files.readString(source);
      String after =
          formatter.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(before),
                  JavaFormatterOptions.Style.GOOGLE));
      if (apply && !after.equals(before)) {
        Files.writeString(source, after);
      }
      return after.equals(before);
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + source + ": " + e.getMessage(), e);
    }
  }

  private static void collect(Path directory, List<Path> sources) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (Files.isDirectory(entry) && !SKIPPED.contains(name)) {
          collect(entry, sources);
        } else if (name.endsWith(".java")) {
          sources.add(entry);
        }
      }
    }
  }
}
