package dev.triggerbridge.local.lambda;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** kill(2) without starting a process for it. Signal numbers are Linux's. */
final class Signals {
  private static final int CONTINUE = 18;
  private static final int STOP = 19;

  private static final MethodHandle KILL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().find("kill").orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Signals() {}

  /** SIGSTOP; a process that has just ended is no error. */
  static void stop(Process process) {
    send(process, STOP);
  }

  /** SIGCONT; a process that has just ended is no error. */
  static void resume(Process process) {
    send(process, CONTINUE);
  }

  private static void send(Process process, int signal) {
    if (!process.isAlive()) {
      return;
    }
    try {
      int ignored = (int) KILL.invokeExact((int) process.pid(), signal);
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2) cannot be called", e);
    }
  }
}
