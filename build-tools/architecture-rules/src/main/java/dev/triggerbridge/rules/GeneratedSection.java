package dev.triggerbridge.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that is made from the code, between the lines {@code <!-- NAME: generated
 * -->} and {@code <!-- NAME: end -->}. A test compares it; with {@code -Ddocs=write} it is written
 * instead.
 */
public final class GeneratedSection {
  private final Path file;
  private final String begin;
  private final String end;

  /** The part of that name; the file and both lines must exist. */
  public GeneratedSection(Path file, String name) {
    this.file = file;
    this.begin = "<!-- " + name + ": generated -->\n";
    this.end = "<!-- " + name + ": end -->\n";
  }

  /**
   * Passes if the document says this.
   *
   * @throws AssertionError if it does not; says how to write it
   */
  public void check(String expected) throws IOException {
    String text = Files.readString(file);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new AssertionError(file + " lacks the lines " + begin.strip() + " and " + end.strip());
    }
    String whole = text.substring(0, from) + begin + expected + text.substring(to);
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(file, whole);
    } else if (!whole.equals(text)) {
      throw new AssertionError(
          file + ", " + begin.strip() + " is stale: run this test with -Ddocs=write");
    }
  }
}
