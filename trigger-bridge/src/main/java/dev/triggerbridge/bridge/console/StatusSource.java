package dev.triggerbridge.bridge.console;

/** Who knows how the bridge is doing. Called for every request, from any thread. */
@FunctionalInterface
public interface StatusSource {
  /** The status now; never blocks on the network. */
  BridgeStatus status();
}
