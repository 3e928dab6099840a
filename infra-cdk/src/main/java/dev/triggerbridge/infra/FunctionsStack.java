package dev.triggerbridge.infra;

import dev.triggerbridge.functions.descriptor.FunctionDescriptor;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** The functions. It holds no data, so it can be torn down and made again. */
final class FunctionsStack extends Stack {
  FunctionsStack(Construct scope, List<FunctionDescriptor> descriptors, DataStack data) {
    super(scope, Names.FUNCTIONS_STACK);
    for (FunctionDescriptor descriptor : descriptors) {
      new DescribedFunction(this, descriptor, data);
    }
  }
}
