package io.orderflow.service.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** Records every trace that has a link to a recorded one, and of the others as many as another sampler says. Stateless. */
record LinkedSampler(Sampler others) implements Sampler {

    @Override
    public SamplingResult shouldSample(Context parent, String trace, String name, SpanKind kind,
            Attributes attributes, List<LinkData> links) {
        return links.stream().anyMatch(link -> link.getSpanContext().isSampled())
                ? SamplingResult.recordAndSample()
                : others.shouldSample(parent, trace, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "LinkedSampler{" + others.getDescription() + "}";
    }
}
