package io.orderflow.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class MessageSpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final RecordedSpans recorded = new RecordedSpans();
    private final MessageSpanFactory spans = new MessageSpanFactory(recorded.tracer());
    private final EventSpans rule = new EventSpans(spans, Duration.ofMinutes(10), () -> NOW);

    private static EventMessage<String> event(Map<String, String> trace, Duration age) {
        return new GenericEventMessage<>(UUID.randomUUID().toString(), "it", trace, NOW.minus(age));
    }

    private String handled(EventMessage<?> event) {
        return rule.createProcessEventSpan(true, event)
                .runSupplier(() -> Span.current().getSpanContext().getTraceId());
    }

    @Test
    void handlesAYoungEventInItsTrace() {
        assertThat(handled(event(RecordedSpans.of(TRACE, true), Duration.ofMinutes(9)))).isEqualTo(TRACE);

        assertThat(recorded.ended()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("EventProcessor.process(String)");
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        });
    }

    @Test
    void handlesALateEventInATraceWithALink() {
        assertThat(handled(event(RecordedSpans.of(TRACE, true), Duration.ofMinutes(11)))).isNotEqualTo(TRACE);

        assertThat(recorded.ended()).singleElement().satisfies(span -> {
            assertThat(span.getParentSpanContext().isValid()).isFalse();
            assertThat(span.getLinks()).extracting(link -> link.getSpanContext().getTraceId()).containsExactly(TRACE);
        });
    }

    @Test
    void makesNoSpanOfWhatIsReadAgain() {
        handled(event(RecordedSpans.of(TRACE, true), Duration.ofDays(2)));

        assertThat(recorded.ended()).isEmpty();
    }

    @Test
    void makesNoSpanWhereTheTraceIsNotRecorded() {
        handled(event(RecordedSpans.of(TRACE, false), Duration.ZERO));
        handled(event(Map.of(), Duration.ZERO));

        assertThat(recorded.ended()).isEmpty();
    }

    @Test
    void makesNoSpanOfTheMethodThatHandlesAMessage() {
        Scope recordedOne = of(TRACE).makeCurrent();

        spans.createInternalSpan(() -> "OrderSagaManager.on(OrderPlaced)").run(() -> {});
        spans.createInternalSpan(() -> "EventBus.commitEvents").run(() -> {});
        recordedOne.close();

        assertThat(recorded.ended()).extracting(SpanData::getName).containsExactly("EventBus.commitEvents");
    }

    @Test
    void leavesAMessageAsItIsWhereNothingIsRecorded() {
        EventMessage<String> event = event(Map.of(), Duration.ZERO);

        assertThat(spans.<EventMessage<?>>propagateContext(event)).isSameAs(event);
    }

    /** One thread handles the commands that wait for one aggregate, of whatever requests they are. */
    @Test
    void doesNotMixTheTracesOfTwoMessagesOnOneThread() {
        Scope ofAnother = of(OTHER).makeCurrent();

        String handled = spans.createChildHandlerSpan(() -> "handle", command(Map.of())).runSupplier(this::traceSent);
        String handledOfTrace = spans.createChildHandlerSpan(() -> "handle", command(RecordedSpans.of(TRACE, true)))
                .runSupplier(this::traceSent);
        ofAnother.close();

        assertThat(handled).isEqualTo(SpanContext.getInvalid().getTraceId());
        assertThat(handledOfTrace).isEqualTo(TRACE);
    }

    private String traceSent() {
        return RecordedSpans.traceOf(spans.<EventMessage<?>>propagateContext(event(Map.of(), Duration.ZERO)));
    }

    /** A command that is repeated after a clash is sent by another thread. */
    @Test
    void sendsACommandOnInItsOwnTraceOnAThreadWithout() {
        SimpleCommandBus bus = SimpleCommandBus.builder()
                .spanFactory(new CommandSpans(spans))
                .build();
        bus.subscribe(String.class.getName(), message -> Span.current().getSpanContext().getTraceId());

        bus.<String, Object>dispatch(command(RecordedSpans.of(TRACE, true)), (sent, result) -> assertThat(
                result.getPayload()).isEqualTo(TRACE));

        assertThat(recorded.ended()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("CommandBus.handleCommand(String)");
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        });
    }

    @Test
    void showsTheWayOfACommandToAnotherProcess() {
        CommandSpans commands = new CommandSpans(spans);
        CommandMessage<String> sent = command(RecordedSpans.of(TRACE, true));

        CommandMessage<String> arrived = commands.createDispatchCommandSpan(sent, true)
                .runSupplier(() -> commands.propagateContext(sent));
        commands.createHandleCommandSpan(arrived, true).run(() -> {});

        assertThat(recorded.ended()).extracting(SpanData::getName).containsExactly(
                "CommandBus.dispatchDistributedCommand(String)", "CommandBus.handleDistributedCommand(String)");
        assertThat(recorded.ended().getLast().getParentSpanId()).isEqualTo(recorded.ended().getFirst().getSpanId());
    }

    @Test
    void letsAnEventNameTheCommandThatMadeIt() {
        StoredEventSpans events = new StoredEventSpans(spans);
        EventMessage<String> event = event(Map.of(), Duration.ZERO);
        Scope ofCommand = of(TRACE).makeCurrent();

        EventMessage<String> published = events.createPublishEventSpan(event)
                .runSupplier(() -> events.propagateContext(event));
        ofCommand.close();

        assertThat(published.getMetaData()).containsEntry(TraceContext.TRACEPARENT,
                TraceContext.header(TRACE, "00f067aa0ba902b7", "01"));
        assertThat(recorded.ended()).isEmpty();
    }

    @Test
    void tellsARefusalFromAFailureAndNoMessageOfEither() {
        spans.createChildHandlerSpan(() -> "refused", command(RecordedSpans.of(TRACE, true))).start()
                .recordException(new CommandRefused(ProblemCode.INSUFFICIENT_FUNDS, "Ada lacks 3.00")).end();
        spans.createChildHandlerSpan(() -> "failed", command(RecordedSpans.of(TRACE, true))).start()
                .recordException(new IllegalStateException("Ada lacks 3.00")).end();

        assertThat(recorded.ended()).extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.ERROR);
        assertThat(recorded.ended().toString()).contains("INSUFFICIENT_FUNDS", "IllegalStateException")
                .doesNotContain("Ada");
    }

    @Test
    void givesEachEventOfABatchASpanInItsTrace() {
        BatchSpans batches = new TracedBatches(spans, rule);

        batches.begin("fold", List.of(event(RecordedSpans.of(TRACE, true), Duration.ZERO),
                event(Map.of(), Duration.ZERO), event(RecordedSpans.of(OTHER, true), Duration.ZERO),
                event(RecordedSpans.of(TRACE, true), Duration.ofMinutes(11)))).close();

        assertThat(recorded.ended()).extracting(SpanData::getTraceId).containsExactly(TRACE, OTHER);
        assertThat(recorded.ended().getLast().getLinks()).extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly(TRACE);
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    private static CommandMessage<String> command(Map<String, String> trace) {
        return new GenericCommandMessage<>("it", trace);
    }

    private static Span of(String trace) {
        return Span.wrap(SpanContext.createFromRemoteParent(trace, "00f067aa0ba902b7", TraceFlags.getSampled(),
                TraceState.getDefault()));
    }
}
