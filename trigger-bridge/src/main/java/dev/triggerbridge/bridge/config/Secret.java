package dev.triggerbridge.bridge.config;

import java.util.Arrays;

/** A value that must not be seen: it prints as {@code <redacted>} wherever it is logged. */
public final class Secret {
  private final char[] value;

  /** Keeps a copy of the value. */
  public Secret(String value) {
    this.value = value.toCharArray();
  }

  /** The value itself, as a copy. For the one who opens the connection. */
  public char[] reveal() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && Arrays.equals(value, secret.value);
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "<redacted>";
  }
}
