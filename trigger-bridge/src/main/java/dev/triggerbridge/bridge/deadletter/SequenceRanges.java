package dev.triggerbridge.bridge.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sequences as a person lists them: {@code 7}, {@code 7-12}, {@code 7-}, {@code 7,9-12}.
 *
 * @param ranges empty for all sequences
 */
public record SequenceRanges(List<Range> ranges) {
  /** Every sequence. */
  public static final SequenceRanges ALL = new SequenceRanges(List.of());

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})(-(\\d{1,18})?)?");

  /** Copies the list. */
  public SequenceRanges {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException saying what to write instead
   */
  public static SequenceRanges parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher form = FORM.matcher(part.strip());
      if (!form.matches()) {
        throw new IllegalArgumentException(
            "'" + part + "' is no sequence: write 7, 7-12, 7- or a list such as 7,9-12");
      }
      long first = Long.parseLong(form.group(1));
      long last = first;
      if (form.group(2) != null) {
        last = form.group(3) == null ? Long.MAX_VALUE : Long.parseLong(form.group(3));
      }
      if (last < first) {
        throw new IllegalArgumentException(
            "'" + part + "' ends before it begins: write " + last + "-" + first);
      }
      ranges.add(new Range(first, last));
    }
    return new SequenceRanges(ranges);
  }

  /** Whether the sequence is listed. */
  public boolean contains(long sequence) {
    return ranges.isEmpty()
        || ranges.stream().anyMatch(range -> range.first <= sequence && sequence <= range.last);
  }

  /** Where it is worth to begin looking: the lowest sequence listed, 1 for all. */
  public long first() {
    return ranges.stream().mapToLong(Range::first).min().orElse(1);
  }

  /** After which nothing is listed. */
  public long last() {
    return ranges.stream().mapToLong(Range::last).max().orElse(Long.MAX_VALUE);
  }

  /** Both ends included. */
  public record Range(long first, long last) {}
}
