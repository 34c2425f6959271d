package io.orderflow.query.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.admin.Client;
import io.axoniq.axonserver.grpc.admin.ClientApplication;
import io.axoniq.axonserver.grpc.admin.QueryInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo;
import io.axoniq.axonserver.grpc.control.EventProcessorInfo.SegmentStatus;
import io.grpc.Status;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.query.server.ProcessorView.ProcessorSegment;
import io.orderflow.query.server.ProcessorView.SegmentState;
import io.orderflow.query.server.ServerView.Application;
import io.orderflow.query.server.ServerView.Commit;
import io.orderflow.query.server.ServerView.Handlers;
import io.orderflow.query.server.ServerView.Instance;
import io.orderflow.query.server.ServerView.Store;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServerViewsTest {

    private static SegmentStatus.Builder segment(int id, long position) {
        return SegmentStatus.newBuilder().setSegmentId(id).setOnePartOf(2).setTokenPosition(position);
    }

    private static EventProcessorInfo.Builder policy(boolean running) {
        return EventProcessorInfo.newBuilder().setProcessorName("policy").setTokenStoreIdentifier("tokens")
                .setMode("Pooled Streaming").setIsStreamingProcessor(true).setRunning(running).setActiveThreads(1)
                .setAvailableThreads(3);
    }

    private static ClientApplication application(EventProcessorInfo first, EventProcessorInfo second) {
        return ClientApplication.newBuilder().setName("orders")
                .addClients(Client.newBuilder().setName("1@a").setNode("n").addProcessors(first))
                .addClients(Client.newBuilder().setName("2@b").setNode("n").addProcessors(second))
                .addCommands("order.ship").addCommands("order.place")
                .addQueries(QueryInfo.newBuilder().setRequest("order.find"))
                .build();
    }

    @Test
    void joinsTheInstancesThatShareAProcessor() {
        EventProcessorInfo first = policy(true)
                .addSegmentStatus(segment(1, 90).setReplaying(true))
                .build();
        EventProcessorInfo second = policy(true)
                .addSegmentStatus(segment(0, 100).setCaughtUp(true))
                .build();

        assertThat(ServerViews.processors(List.of(application(first, second)), "default", 100)).containsExactly(
                new ProcessorView("orders", "policy", "default", "tokens", "Pooled Streaming", true, true, false,
                        List.of(new ProcessorSegment(0, 2, 100, 0, "2@b", SegmentState.CAUGHT_UP, null),
                                new ProcessorSegment(1, 2, 90, 10, "1@a", SegmentState.REPLAYING, null))));
    }

    @Test
    void namesWhatHasStoppedAndWhatFails() {
        EventProcessorInfo paused = policy(false).addSegmentStatus(segment(0, 5)).build();
        EventProcessorInfo failing = policy(true).setTokenStoreIdentifier("others")
                .addSegmentStatus(segment(0, 5).setErrorState("no database")).build();

        List<ProcessorView> views = ServerViews.processors(List.of(application(paused, failing)), "default", 9);

        assertThat(views).extracting(ProcessorView::running).containsExactly(false, true);
        assertThat(views).extracting(ProcessorView::error).containsExactly(false, true);
        assertThat(views.get(0).segments().getFirst().state()).isEqualTo(SegmentState.PAUSED);
        assertThat(views.get(1).segments().getFirst())
                .isEqualTo(new ProcessorSegment(0, 2, 5, 4, "2@b", SegmentState.FAILING, "no database"));
    }

    @Test
    void listsWhatAnApplicationHandles() {
        assertThat(ServerViews.application(application(policy(true).build(), policy(true).build())))
                .isEqualTo(new Application("orders",
                        List.of(new Instance("1@a", "n", 1, 3), new Instance("2@b", "n", 1, 3)),
                        new Handlers(List.of("order.place", "order.ship"), List.of("order.find"), List.of("policy"))));
    }

    @Test
    void tellsHowWritesWereGroupedWhereTheServerIsInThisProcess() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        CommitMeters commits = new CommitMeters(meters);
        Store store = new Store(0, 9, 10, null);
        assertThat(commits.commit()).isNull();
        assertThat(commits.withSize(store)).isEqualTo(store);

        FunctionTimer.builder("axon.server.sync", this, any -> 4, any -> 8_000_000, TimeUnit.NANOSECONDS)
                .register(meters);
        FunctionCounter.builder("axon.server.requests", this, any -> 10).tag("outcome", "stored").register(meters);
        FunctionCounter.builder("axon.server.requests", this, any -> 2).tag("outcome", "refused").register(meters);
        Gauge.builder("axon.server.store.bytes", () -> 4711).register(meters);

        assertThat(commits.commit()).isEqualTo(new Commit(4, 10, 2.5, 2_000, 2, 0));
        assertThat(commits.withSize(store)).isEqualTo(new Store(0, 9, 10, 4711L));
    }

    @Test
    void refusesInTheServersWords() {
        assertThat(refusal(Status.NOT_FOUND)).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(refusal(Status.FAILED_PRECONDITION)).isEqualTo(ProblemCode.WRONG_STATE);
        assertThat(refusal(Status.UNIMPLEMENTED)).isEqualTo(ProblemCode.WRONG_STATE);
        assertThat(refusal(Status.DEADLINE_EXCEEDED)).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(ServerRefusal.of(new CompletionException(
                Status.FAILED_PRECONDITION.withDescription("[AXONIQ-9200] only one segment").asRuntimeException())))
                .hasMessageContaining("only one segment");
    }

    private static ProblemCode refusal(Status status) {
        return ServerRefusal.of(new CompletionException(status.withDescription("why").asRuntimeException())).code();
    }
}
