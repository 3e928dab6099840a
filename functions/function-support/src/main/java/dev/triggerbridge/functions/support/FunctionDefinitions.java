package dev.triggerbridge.functions.support;

import com.google.protobuf.Message;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;

/** Collects the functions of a deployable and registers them as beans of the catalogue. */
public final class FunctionDefinitions {
  private final GenericApplicationContext context;
  private final List<RecordRoute> routes = new ArrayList<>();
  private @Nullable String batchFunction;

  FunctionDefinitions(GenericApplicationContext context) {
    this.context = context;
  }

  /** A bean that functions share; made on first use. */
  public <T> FunctionDefinitions bean(Class<T> type, Function<BeanFactory, T> factory) {
    context.registerBean(type, () -> factory.apply(context));
    return this;
  }

  /**
   * A function of one record. It must be thread-safe: records run in parallel.
   *
   * @param name in the catalogue, unique
   * @param payload the Protobuf class that the subjects carry
   * @param factory makes the function from the context's beans
   * @param subjects routed to it; each to one function only
   */
  public <T extends Message> FunctionDefinitions record(
      String name,
      Class<T> payload,
      Function<BeanFactory, Function<org.springframework.messaging.Message<T>, Outcome>> factory,
      String... subjects) {
    register(name, payload, ResolvableType.forClass(Outcome.class), factory);
    for (String subject : subjects) {
      routes.add(new RecordRoute(subject, payload, name));
    }
    return this;
  }

  /**
   * The one function that takes whole batches, undecoded, instead of functions of records.
   *
   * @param name in the catalogue
   * @param factory makes the function from the context's beans
   */
  public FunctionDefinitions batch(
      String name,
      Function<
              BeanFactory,
              Function<org.springframework.messaging.Message<RecordBatch>, BatchOutcome>>
          factory) {
    register(name, RecordBatch.class, ResolvableType.forClass(BatchOutcome.class), factory);
    batchFunction = name;
    return this;
  }

  /**
   * Lets the functions have payloads that came by claim check; without it such a record is
   * rejected.
   *
   * @param factory makes the reader, with the first record that needs it
   */
  public FunctionDefinitions claimChecks(Function<BeanFactory, ClaimCheckReader> factory) {
    context.registerBean(
        ClaimCheckReader.class,
        () -> factory.apply(context),
        definition -> definition.setLazyInit(true));
    return this;
  }

  void registerBatchFunction(String functionName) {
    if ((batchFunction == null) == routes.isEmpty()) {
      throw new IllegalStateException(
          functionName + " must define either functions of records or one batch function");
    }
    String batch = batchFunction;
    register(
        NatsFunctions.NATS_BATCH,
        InputStream.class,
        messageOf(byte[].class),
        beans ->
            new NatsBatchFunction(
                functionName,
                () -> beans.getBean(FunctionCatalog.class),
                routes,
                batch,
                beans.getBeanProvider(ClaimCheckReader.class)));
  }

  private void register(
      String name,
      Class<?> payload,
      ResolvableType result,
      Function<BeanFactory, ? extends Function<?, ?>> factory) {
    context.registerBean(
        name,
        FunctionRegistration.class,
        () ->
            new FunctionRegistration<>(factory.apply(context), name)
                .type(
                    ResolvableType.forClassWithGenerics(Function.class, messageOf(payload), result)
                        .getType()));
  }

  private static ResolvableType messageOf(Class<?> payload) {
    return ResolvableType.forClassWithGenerics(
        org.springframework.messaging.Message.class, payload);
  }

  /** Which function of the catalogue takes a subject. */
  record RecordRoute(String subject, Class<? extends Message> payload, String function) {}
}
