package dev.triggerbridge.functions.support.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** As the parent says, else by ratio; what is not sampled is recorded, since it may fail yet. */
final class OtelSampler implements Sampler {
  private static final SamplingResult LOOK_LATER =
      SamplingResult.create(SamplingDecision.RECORD_ONLY);

  private final Sampler byParent;

  OtelSampler(double ratio) {
    this.byParent = Sampler.parentBased(Sampler.traceIdRatioBased(ratio));
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SamplingResult result = byParent.shouldSample(parent, traceId, name, kind, attributes, links);
    return result.getDecision() == SamplingDecision.DROP ? LOOK_LATER : result;
  }

  @Override
  public String getDescription() {
    return byParent.getDescription();
  }
}
