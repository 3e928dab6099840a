package dev.triggerbridge.bridge.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Marks a span as sampled if its parent is, or one of those that it links to; a ratio of those that
 * have neither. All others are recorded nevertheless: whether one of them fails is known later.
 */
final class LinkedOrRatio implements Sampler {
  private static final SamplingResult LOOK_LATER =
      SamplingResult.create(SamplingDecision.RECORD_ONLY);

  private final Sampler byParent;

  LinkedOrRatio(double ratio) {
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
    for (LinkData link : links) {
      if (link.getSpanContext().isSampled()) {
        return SamplingResult.recordAndSample();
      }
    }
    SamplingResult result =
        links.isEmpty()
            ? byParent.shouldSample(parent, traceId, name, kind, attributes, links)
            : LOOK_LATER;
    return result.getDecision() == SamplingDecision.DROP ? LOOK_LATER : result;
  }

  @Override
  public String getDescription() {
    return "LinkedOrRatio{" + byParent.getDescription() + "}";
  }
}
