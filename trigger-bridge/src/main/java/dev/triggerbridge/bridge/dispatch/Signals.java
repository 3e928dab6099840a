package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.flow.Signal;
import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.message.RetryClass;
import java.util.Collection;

/** What the end of an invocation says about the function. */
final class Signals {
  private Signals() {}

  static Signal of(Invoker.Result result, Invocation invocation) {
    return switch (result) {
      case Invoker.Result.PerRecord answered -> of(answered.outcomes().values());
      case Invoker.Result.Suspect suspect -> Signal.FUNCTION_ERROR;
      case Invoker.Result.AnswerTooLarge tooLarge -> Signal.NONE;
      case Invoker.Result.RequestTooLarge tooLarge -> Signal.NONE;
      case Invoker.Result.Refused refused ->
          invocation instanceof Invocation.Throttled ? Signal.THROTTLED : Signal.UNAVAILABLE;
    };
  }

  /**
   * One throttled record shows that there is too much under way. What is behind the function is
   * away only if no record came through.
   */
  private static Signal of(Collection<Outcome> outcomes) {
    boolean allAway = !outcomes.isEmpty();
    for (Outcome outcome : outcomes) {
      RetryClass retryClass = outcome instanceof Outcome.Retry retry ? retry.retryClass() : null;
      if (retryClass == RetryClass.THROTTLED) {
        return Signal.THROTTLED;
      }
      allAway &= retryClass == RetryClass.UNAVAILABLE;
    }
    return allAway ? Signal.UNAVAILABLE : Signal.SUCCEEDED;
  }
}
