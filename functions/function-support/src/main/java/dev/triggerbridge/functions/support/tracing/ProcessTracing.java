package dev.triggerbridge.functions.support.tracing;

/** Holds what the environment asks for. */
final class ProcessTracing {
  static final Tracing INSTANCE = of(TraceEnvironment.of(System::getenv));

  private ProcessTracing() {}

  private static Tracing of(TraceEnvironment environment) {
    return environment.isOn() ? OtelTracing.open(environment) : Tracing.OFF;
  }
}
