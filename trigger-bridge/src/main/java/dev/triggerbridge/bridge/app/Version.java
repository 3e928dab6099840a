package dev.triggerbridge.bridge.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The versions that a person reporting a problem should name. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"trigger-bridge " + own(), "Java " + Runtime.version()};
  }

  /** This program's version, from the jar's manifest. */
  static String own() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }

  /** The same where only a semantic version is understood. */
  static String semantic() {
    return own().matches("\\d+\\.\\d+\\.\\d+.*") ? own() : "0.0.0";
  }
}
