package dev.triggerbridge.functions.support;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The functions of one deployable, registered without scanning or annotations. Subclasses are
 * public with a public constructor without arguments, so that {@link NatsBatchHandler} and Spring
 * Cloud Function's own invoker can both start from the class.
 *
 * <pre>{@code
 * public final class OrderFunctions extends NatsFunctions {
 *   @Override
 *   protected void define(FunctionDefinitions functions) {
 *     functions
 *         .bean(Orders.class, context -> new Orders(System.getenv("TABLE_NAME")))
 *         .record("placeOrder", OrderPlaced.class,
 *             context -> new PlaceOrder(context.getBean(Orders.class)), "orders.placed.v1");
 *   }
 * }
 * }</pre>
 */
public abstract class NatsFunctions
    implements ApplicationContextInitializer<GenericApplicationContext> {

  /** The catalogue's name of the function that takes a whole natsbatch/1 request. */
  public static final String NATS_BATCH = "natsBatch";

  private final String functionName;

  /**
   * @param functionName names this deployable in logs and crash points, for example {@code order}
   */
  protected NatsFunctions(String functionName) {
    this.functionName = functionName;
  }

  /** The name of this deployable. */
  public final String functionName() {
    return functionName;
  }

  /** Names the functions, their subjects and the beans they need. Called once, during init. */
  protected abstract void define(FunctionDefinitions functions);

  /**
   * Called once before a SnapStart snapshot is taken, so that the classes of the first request are
   * loaded in it. A harmless read, never a write: what it does is not repeated on restore. A
   * failure is logged and ignored.
   */
  protected void prime(BeanFactory beans) {}

  @Override
  public final void initialize(GenericApplicationContext context) {
    FunctionDefinitions definitions = new FunctionDefinitions(context);
    define(definitions);
    definitions.registerBatchFunction(functionName);
  }
}
