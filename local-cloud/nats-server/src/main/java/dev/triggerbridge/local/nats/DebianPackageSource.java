package dev.triggerbridge.local.nats;

import dev.triggerbridge.local.debian.DebianPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The distribution's package. Debian stable of 2023 has nats-server 2.9, so the machine's own
 * suites are tried first and then, from the machine's own mirror, trixie (2.10) and sid.
 */
final class DebianPackageSource implements NatsServerBinary.BinarySource {
  private static final String PACKAGE = "nats-server";
  private static final List<String> NEWER_SUITES = List.of("trixie", "sid");

  private final DebianPackage debian;

  /** The machine's own suites, then newer ones. */
  DebianPackageSource() {
    this.debian = DebianPackage.ofTheMachineOr(PACKAGE, NEWER_SUITES);
  }

  /** These suites only. */
  DebianPackageSource(List<String> suites) {
    this.debian = DebianPackage.of(PACKAGE, suites);
  }

  @Override
  public String name() {
    return "the distribution's package";
  }

  @Override
  public Path fetch(Path folder) throws IOException {
    return executable(debian.unpack(folder, DebianPackageSource::problem));
  }

  private static Optional<String> problem(Path unpacked) {
    Path binary = executable(unpacked);
    return ServerVersion.isUsable(binary)
        ? Optional.empty()
        : Optional.of(ServerVersion.describe(binary));
  }

  private static Path executable(Path unpacked) {
    return unpacked.resolve("usr/sbin/nats-server");
  }
}
