package dev.triggerbridge.local.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A payment gateway, on 127.0.0.1 unless told otherwise, that keeps Stripe's promises about
 * idempotency keys, and can be told to misbehave in ways Stripe does. Moves no money. Thread-safe.
 *
 * <ul>
 *   <li>{@code POST /v1/payment_intents} (form: amount, currency, customer, payment_method,
 *       confirm, metadata[…]; header Idempotency-Key), {@code POST /v1/payment_intents/ID/confirm}
 *       and {@code …/cancel}
 *   <li>{@code POST /v1/refunds} (form: payment_intent, amount)
 *   <li>{@code GET /v1/payment_intents} and {@code GET /v1/refunds}, page by page; {@code GET
 *       /v1/payment_intents/search?query=metadata['order_id']:'…'}, {@code GET
 *       /v1/payment_intents/ID}, {@code GET /v1/customers/ID}
 *   <li>what Stripe does not have: {@code GET /v1/idempotency_keys/KEY}, {@code GET /ledger},
 *       {@code GET} and {@code POST /faults}
 * </ul>
 *
 * Payment methods beginning with {@code pm_card_} are charged, {@code pm_card_declined} and {@code
 * pm_card_chargeDeclined…} are declined.
 */
public final class PaymentGateway implements AutoCloseable {
  static {
    // Without it small answers wait up to 40 ms for the client's delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService executor;
  private final Books books;
  private final FaultInjector faults;

  private PaymentGateway(
      HttpServer server, ExecutorService executor, Books books, FaultInjector faults) {
    this.server = server;
    this.executor = executor;
    this.books = books;
    this.faults = faults;
  }

  /**
   * Starts; returns when requests are served.
   *
   * @throws UncheckedIOException if the port is taken or the directory cannot be used
   */
  public static PaymentGateway start(GatewayOptions options) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on %s:%d: choose another port"
              .formatted(options.host().getHostAddress(), options.port()),
          e);
    }
    Books books = new Books(options.directory(), options.keyLifetime());
    FaultInjector faults = new FaultInjector(options.seed());
    IdempotentExecution execution = new IdempotentExecution(books, faults, options.clock());
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(executor);
    server.createContext(
        "/",
        new Routes(
            new PaymentIntents(books, execution, faults, options.clock()),
            new Refunds(books, execution, options.clock()),
            new Controls(books, faults, options.clock())));
    server.start();
    return new PaymentGateway(server, executor, books, faults);
  }

  /** The address for clients, without a trailing slash. */
  public URI url() {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort());
  }

  /** What goes wrong. */
  public FaultInjector faults() {
    return faults;
  }

  /**
   * Forgets every idempotency key, as Stripe may once a key is 24 hours old; requests under way
   * keep theirs. What was executed stays. A later start on the same directory remembers them.
   */
  public void forgetKeys() {
    books.forgetKeys();
  }

  /** Everything done so far, of earlier runs on the same directory too. */
  public Ledger ledger() {
    return books.ledger();
  }

  /** Stops at once; requests being executed are not answered. The ledger's directory stays. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
    books.close();
  }
}
