package dev.triggerbridge.bridge.routing;

import java.util.List;
import java.util.Set;

/** The allow-list of subjects that a mapping's function may publish to. Immutable. */
public final class OutputSubjects {
  private final Set<String> allowed;

  /** Exact subjects; wildcards have no meaning here. */
  public OutputSubjects(List<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /** Whether an event may be published to the subject. */
  public boolean allows(String subject) {
    return allowed.contains(subject);
  }
}
