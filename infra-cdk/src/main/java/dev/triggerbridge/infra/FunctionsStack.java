package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/** The functions. It holds no data, so it can be torn down and made again. */
final class FunctionsStack extends Stack {
  private final Map<String, Alias> aliases = new HashMap<>();

  FunctionsStack(Construct scope, List<FunctionDescriptor> descriptors, DataStack data) {
    super(scope, Names.FUNCTIONS_STACK);
    for (FunctionDescriptor descriptor : descriptors) {
      aliases.put(descriptor.name(), new DescribedFunction(this, descriptor, data).alias());
    }
  }

  /** What to invoke for a function of this stack. */
  Alias aliasOf(FunctionDescriptor descriptor) {
    return Objects.requireNonNull(aliases.get(descriptor.name()), descriptor.name());
  }
}
