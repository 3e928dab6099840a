package dev.triggerbridge.local.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * Runs the gateway as a process: {@code [--host ADDRESS] [--port N] [--data DIR] [--seed S]}.
 * Without a host it listens on 127.0.0.1 only.
 */
public final class Main {
  private Main() {}

  /** Prints the address when it is up, and runs until it is killed. */
  public static void main(String[] args) {
    GatewayOptions options = GatewayOptions.defaults();
    try {
      for (int i = 0; i < args.length; i += 2) {
        if (i + 1 == args.length) {
          throw new IllegalArgumentException(args[i] + " needs a value");
        }
        options = with(options, args[i], args[i + 1]);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(
          e.getMessage() + "\nusage: [--host ADDRESS] [--port N] [--data DIR] [--seed S]");
      System.exit(2);
    }
    PaymentGateway gateway = PaymentGateway.start(options);
    System.out.println("payment gateway on " + gateway.url());
  }

  private static GatewayOptions with(GatewayOptions options, String name, String value) {
    return switch (name) {
      case "--host" -> options.withHost(address(value));
      case "--port" -> options.withPort(Integer.parseInt(value));
      case "--data" -> options.withDirectory(Path.of(value));
      case "--seed" -> options.withSeed(Long.parseLong(value));
      default -> throw new IllegalArgumentException(name + " is unknown");
    };
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--host " + host + " is no address of this machine", e);
    }
  }
}
