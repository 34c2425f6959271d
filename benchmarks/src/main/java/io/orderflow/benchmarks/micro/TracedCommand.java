package io.orderflow.benchmarks.micro;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.orderflow.service.tracing.MessageSpanFactory;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DefaultCommandBusSpanFactory;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.SpanFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A command that is sent and handled in one process: without traces, for a request that is not recorded, and for one that
 * is. Spans are made, and given to nobody.
 */
@State(Scope.Benchmark)
public class TracedCommand {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private final CommandBus untraced = bus(NoOpSpanFactory.INSTANCE);
    private final CommandBus traced = bus(new MessageSpanFactory(SdkTracerProvider.builder().build().get("micro")));
    private final Context unrecorded = request(TraceFlags.getDefault());
    private final Context recorded = request(TraceFlags.getSampled());

    private static CommandBus bus(SpanFactory spans) {
        CommandBus bus = SimpleCommandBus.builder()
                .spanFactory(DefaultCommandBusSpanFactory.builder().spanFactory(spans).build())
                .build();
        bus.subscribe(String.class.getName(), command -> command.getPayload());
        return bus;
    }

    private static Context request(TraceFlags flags) {
        return Context.root().with(Span.wrap(SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault())));
    }

    private static Object send(CommandBus bus) {
        AtomicReference<Object> answer = new AtomicReference<>();
        bus.<String, Object>dispatch(new GenericCommandMessage<>("it"),
                (command, result) -> answer.set(result.getPayload()));
        return Objects.requireNonNull(answer.get());
    }

    @Benchmark
    public Object off() {
        return send(untraced);
    }

    @Benchmark
    public Object unrecorded() {
        return unrecorded.wrapSupplier(() -> send(traced)).get();
    }

    @Benchmark
    public Object recorded() {
        return recorded.wrapSupplier(() -> send(traced)).get();
    }
}
