package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.proxy.TcpProxy;
import java.util.List;
import java.util.function.Consumer;

/** Something is wrong with every connection of a link. */
final class BrokenConnections implements Fault {
  private final List<TcpProxy> proxies;
  private final Consumer<TcpProxy> trouble;
  private final long before;

  BrokenConnections(List<TcpProxy> proxies, Consumer<TcpProxy> trouble) {
    this.proxies = List.copyOf(proxies);
    this.trouble = trouble;
    this.before = struck();
  }

  @Override
  public void begin() {
    proxies.forEach(trouble);
  }

  @Override
  public void end() {
    proxies.forEach(TcpProxy::heal);
  }

  @Override
  public long hits() {
    return struck() - before;
  }

  private long struck() {
    return proxies.stream().mapToLong(TcpProxy::struck).sum();
  }
}
