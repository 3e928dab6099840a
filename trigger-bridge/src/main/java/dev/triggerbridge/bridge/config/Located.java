package dev.triggerbridge.bridge.config;

/**
 * A value with its place, so that those who know what it means can say what is wrong with it.
 *
 * @param text the value
 * @param path where it stands in the document
 * @param line line in the file, from 1
 * @param shown what a complaint may print of it
 */
public record Located(String text, String path, int line, String shown) {
  static Located at(Section.Item item) {
    return new Located(item.text(), item.path(), item.line(), item.shown());
  }

  /** Two that say the same are equal wherever they stand: a file that only moved is not changed. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Located located && text.equals(located.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The complaint that this value cannot be used. */
  public Problem problem(String reason, String remedy) {
    return new Problem(path, line, shown, reason, remedy);
  }
}
