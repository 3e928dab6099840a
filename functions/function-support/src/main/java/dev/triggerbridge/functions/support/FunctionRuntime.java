package dev.triggerbridge.functions.support;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry;
import org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry.FunctionInvocationWrapper;
import org.springframework.cloud.function.context.config.SmartCompositeMessageConverter;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Spring Cloud Function's catalogue in a bare context: no Boot, no scan, no auto-configuration,
 * nothing bound from JSON. That starts in half the time of the full adapter.
 */
final class FunctionRuntime {
  private final FunctionInvocationWrapper natsBatch;
  private final Runnable priming;

  private FunctionRuntime(FunctionInvocationWrapper natsBatch, Runnable priming) {
    this.natsBatch = natsBatch;
    this.priming = priming;
  }

  static FunctionRuntime start(NatsFunctions functions) {
    GenericApplicationContext context = new GenericApplicationContext();
    functions.initialize(context);
    context.registerBean(SimpleFunctionRegistry.class, FunctionRuntime::catalogue);
    context.refresh();
    SimpleFunctionRegistry catalogue = context.getBean(SimpleFunctionRegistry.class);
    context.getBeanProvider(FunctionRegistration.class).forEach(catalogue::register);
    FunctionRuntime runtime =
        new FunctionRuntime(
            lookup(catalogue, NatsFunctions.NATS_BATCH), () -> functions.prime(context));
    ((NatsBatchFunction) runtime.natsBatch.getTarget()).resolve();
    return runtime;
  }

  /** Finds a function that takes and returns objects as they are, without conversion. */
  static FunctionInvocationWrapper lookup(FunctionCatalog catalogue, String name) {
    FunctionInvocationWrapper function =
        Objects.requireNonNull(
            catalogue.<@Nullable FunctionInvocationWrapper>lookup(name),
            () -> "the catalogue has no function " + name);
    function.setSkipInputConversion(true);
    function.setSkipOutputConversion(true);
    return function;
  }

  byte[] invoke(InputStream request, @Nullable Context context) {
    MessageBuilder<InputStream> message = MessageBuilder.withPayload(request);
    if (context != null) {
      message.setHeader(NatsBatchFunction.AWS_CONTEXT, context);
    }
    return (byte[]) ((Message<?>) natsBatch.apply(message.build())).getPayload();
  }

  void prime() {
    try {
      priming.run();
    } catch (RuntimeException e) {
      // A snapshot that is less warm is better than a version that cannot be published.
      System.out.println(RecordLog.primingFailed(e, Instant.now()));
    }
  }

  private static SimpleFunctionRegistry catalogue() {
    return new SimpleFunctionRegistry(
        null,
        new SmartCompositeMessageConverter(List.of(new ByteArrayMessageConverter())),
        new NoJsonMapper());
  }
}
