package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.proxy.HttpProxy;
import dev.triggerbridge.local.proxy.HttpRule;

/** A rule decides over a server's answers for a while. */
final class SpoiltAnswers implements Fault {
  private final HttpProxy proxy;
  private final HttpRule rule;
  private final long before;

  SpoiltAnswers(HttpProxy proxy, HttpRule rule) {
    this.proxy = proxy;
    this.rule = rule;
    this.before = proxy.struck();
  }

  @Override
  public void begin() {
    proxy.rule(rule);
  }

  @Override
  public void end() {
    proxy.rule(HttpRule.NONE);
  }

  @Override
  public long hits() {
    return proxy.struck() - before;
  }
}
