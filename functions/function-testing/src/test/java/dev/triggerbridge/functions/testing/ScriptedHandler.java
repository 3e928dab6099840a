package dev.triggerbridge.functions.testing;

import dev.triggerbridge.functions.support.NatsBatchHandler;

/** The deployable form of {@link ScriptedFunctions}. */
public final class ScriptedHandler extends NatsBatchHandler {
  public ScriptedHandler() {
    super(new ScriptedFunctions());
  }
}
