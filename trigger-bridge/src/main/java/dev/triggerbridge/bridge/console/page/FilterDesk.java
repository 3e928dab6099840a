package dev.triggerbridge.bridge.console.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says whether a record would reach a function. Pure; thread-safe. */
public interface FilterDesk {
  /**
   * Tries a record.
   *
   * @throws ProblemException if a field cannot be used
   */
  Verdict test(Trial trial) throws ProblemException;

  /** The mappings with their patterns, for the form. */
  List<Known> known();

  /**
   * A mapping that can be tried.
   *
   * @param subjects that the server delivers; empty for all
   */
  record Known(String mapping, String stream, List<String> subjects, List<String> patterns) {}

  /**
   * A record that is not there.
   *
   * @param pattern tried instead of the mapping's own; empty for those
   */
  record Trial(
      String mapping,
      String subject,
      Map<String, List<String>> headers,
      byte[] payload,
      Optional<String> pattern) {}

  /**
   * What the filters say.
   *
   * @param passes whether it reaches the function
   * @param delivered whether the server delivers it to the mapping at all
   * @param subjects that the server delivers; empty for all
   * @param readAs what the payload was read as
   * @param seen the fields that patterns can name, as indented JSON
   * @param formatMismatch whether a pattern asks for another format of {@code data}
   * @param invalid what the mapping's schema has against the payload, which makes the record a dead
   *     letter; empty if nothing
   */
  record Verdict(
      boolean passes,
      boolean delivered,
      List<String> subjects,
      String readAs,
      String seen,
      boolean formatMismatch,
      String invalid,
      List<Matched> filters) {}

  /** One pattern's answer. */
  record Matched(int filter, boolean matches, String pattern) {}
}
