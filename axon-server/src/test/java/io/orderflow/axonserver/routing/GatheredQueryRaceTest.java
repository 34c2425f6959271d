package io.orderflow.axonserver.routing;

import static io.orderflow.axonserver.conformance.Messages.number;
import static io.orderflow.axonserver.conformance.Messages.query;
import static io.orderflow.axonserver.conformance.Messages.queryResponse;
import static org.assertj.core.api.Assertions.assertThat;

import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.ProcessingInstruction;
import io.axoniq.axonserver.grpc.ProcessingKey;
import io.axoniq.axonserver.grpc.query.QueryRequest;
import io.axoniq.axonserver.grpc.query.QueryResponse;
import io.axoniq.axonserver.grpc.query.SubscriptionQuery;
import io.orderflow.axonserver.conformance.Race;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Several handlers stream answers to one query, whose sender pauses now and then. The seed is the round. */
class GatheredQueryRaceTest {

    private static final int HANDLERS = 3;
    private static final int ANSWERS = 400;

    /** So large that few answers are on their way at once, and each of them counts. */
    private static final String LARGE = "x".repeat(300_000);

    private final QueryRouter router = new QueryRouter(Clock.systemUTC());
    private final Sender sender = new Sender(new Memory(1L << 30));
    private final Asker asker = new Asker();
    private final AtomicInteger handlers = new AtomicInteger();
    private final QueryRequest request = query("work").toBuilder()
            .clearProcessingInstructions()
            .addProcessingInstructions(number(ProcessingKey.NR_OF_RESULTS, -1))
            .addProcessingInstructions(ProcessingInstruction.newBuilder()
                    .setKey(ProcessingKey.CLIENT_SUPPORTS_STREAMING)
                    .setValue(MetaDataValue.newBuilder().setBooleanValue(true)))
            .build();

    @RepeatedTest(5)
    void letsEveryHandlerGoOnUntilItHasSaidAll(RepetitionInfo round) {
        List<Answering> all = new ArrayList<>();
        for (int handler = 0; handler < HANDLERS; handler++) {
            all.add(new Answering(handler));
        }
        QueryCall call = router.ask(request, sender, asker);
        new Race(round.getCurrentRepetition())
                .with(HANDLERS, random -> all.get(handlers.getAndIncrement()).answer())
                .with(1, random -> {
                    for (int pause = random.nextInt(20); pause > 0; pause--) {
                        asker.ready = random.nextBoolean();
                        if (asker.ready) {
                            call.resume();
                        }
                        Thread.yield();
                    }
                    asker.ready = true;
                    call.resume();
                })
                .run();

        assertThat(asker.end.getCount()).isZero();
        for (int handler = 0; handler < HANDLERS; handler++) {
            String own = String.valueOf(handler);
            assertThat(asker.answers.stream().filter(own::equals)).hasSize(ANSWERS);
        }
        assertThat(sender.keptBytes()).isZero();
    }

    /** A handler that sends as many answers as it may. */
    private final class Answering implements QuerySink {
        private final Semaphore permits = new Semaphore(0);
        private final QueryResponse response;
        private final QueryRouter.Handler handler;

        Answering(int number) {
            this.response = queryResponse(LARGE).toBuilder()
                    .setRequestIdentifier(request.getMessageIdentifier())
                    .setMessageIdentifier(String.valueOf(number))
                    .build();
            this.handler = router.connect(this);
            handler.subscribe("work", "client" + number, "component" + number);
            handler.grant(1);
        }

        void answer() throws InterruptedException {
            for (int answer = 0; answer < ANSWERS; answer++) {
                assertThat(permits.tryAcquire(10, TimeUnit.SECONDS)).as("A handler may go on").isTrue();
                handler.answer(response);
            }
            handler.complete(request.getMessageIdentifier());
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void query(QueryRequest query) {
            // What it may send comes with the permits.
        }

        @Override
        public void request(String queryId, long answers) {
            permits.release((int) answers);
        }

        @Override
        public void cancel(String queryId) {
            throw new AssertionError("Nobody cancels");
        }

        @Override
        public void subscribe(SubscriptionQuery query) {
            throw new AssertionError("Nobody subscribes");
        }

        @Override
        public void unsubscribe(SubscriptionQuery query) {
            throw new AssertionError("Nobody subscribes");
        }
    }

    /** Who asks. */
    private static final class Asker implements QueryOutcome {
        private final List<String> answers = new ArrayList<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile boolean ready = true;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void answered(QueryResponse response) {
            answers.add(response.getMessageIdentifier());
        }

        @Override
        public void completed() {
            end.countDown();
        }

        @Override
        public void failed(RoutingFailure failure) {
            throw new AssertionError(failure.toString());
        }
    }
}
