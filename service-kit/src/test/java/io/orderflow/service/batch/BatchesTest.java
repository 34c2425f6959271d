package io.orderflow.service.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.service.batch.Batches.BatchRequest;
import io.orderflow.service.message.Caller;
import io.orderflow.service.message.ProblemException;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.web.NotFound;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
    private final MongoDatabase database = client.getDatabase("batches");
    private final RecordedWork work = new RecordedWork();
    private final List<Batches> started = new ArrayList<>();

    /** Notes each request. Keys that begin with a word of an outcome have it. */
    private static final class RecordedWork implements BatchWork {

        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final Set<String> resolved = ConcurrentHashMap.newKeySet();
        private final CountDownLatch held = new CountDownLatch(1);
        private volatile String hold = "nothing";
        private volatile String lost = "nothing";

        @Override
        public String name() {
            return "sample";
        }

        @Override
        public BatchResult act(Batch batch, String key, boolean again) {
            requests.add(Caller.current().subject() + " " + key + (again ? " again" : ""));
            if (key.equals(hold)) {
                awaitRelease();
            }
            if (key.equals(lost)) {
                throw new IllegalStateException("No answer");
            }
            return key.startsWith("refused")
                    ? BatchResult.refused(new Refusal(ProblemCode.WRONG_STATE, "Not at this step", null))
                    : BatchResult.asked(7);
        }

        private void awaitRelease() {
            try {
                held.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public boolean isResolved(Batch batch, String key, long mark) {
            return mark == 7 && (key.startsWith("resolved") || resolved.contains(key));
        }
    }

    @AfterEach
    void close() {
        work.held.countDown();
        started.forEach(Batches::stop);
        client.close();
        server.shutdown();
    }

    @Test
    void makesEveryRequestOnceInTheNameOfItsOperatorAndTellsTheOutcomeOfEach() {
        Batches batches = process("one");
        begin(batches, "b", 4, "resolved-1", "refused-1", "resolved-2");

        Batch batch = awaitEnd(batches, "b");
        assertThat(batch.state()).isEqualTo(BatchState.COMPLETED);
        assertThat(batch.outcomes()).isEqualTo(new BatchCounts(0, 2, 1, 0));
        assertThat(batch.filter()).containsEntry("status", "ACTIVE");
        assertThat(work.requests).containsExactly("ada resolved-1", "ada refused-1", "ada resolved-2");
        assertThat(batches.items("b", null, null, 2).next()).isEqualTo("1");
        assertThat(batches.items("b", null, "1", 2).items()).extracting(BatchItem::key).containsExactly("resolved-2");
        assertThat(batches.items("b", BatchOutcome.REFUSED, null, 2).items()).singleElement()
                .satisfies(item -> assertThat(item.result()).isEqualTo(
                        new BatchResult(BatchOutcome.REFUSED, "WRONG_STATE", "Not at this step", 0)));
    }

    @Test
    void doesNotTellThatWhatIsAskedForIsResolvedBeforeItIs() {
        Batches batches = process("one");
        begin(batches, "b", 1, "slow");
        await().atMost(SOON).until(() -> batches.find("b").outcomes().asked() == 1);
        assertThat(batches.find("b").state()).isEqualTo(BatchState.RUNNING);

        work.resolved.add("slow");
        assertThat(awaitEnd(batches, "b").outcomes()).isEqualTo(new BatchCounts(0, 1, 0, 0));
    }

    @Test
    void isBegunOnceByARepeatedRequest() {
        Batches batches = process("one");
        Batch first = begin(batches, "b", 1, "resolved");
        Batch second = begin(batches, "b", 1, "resolved", "another");

        assertThat(second.startedAt().toEpochMilli()).isEqualTo(first.startedAt().toEpochMilli());
        assertThat(second.total()).isOne();
        assertThat(batches.list(null, 10).items()).hasSize(1);
    }

    @Test
    void isRefusedWhereFarMoreMatchThanWereSeenOrThanABatchMayHave() {
        Batches batches = process("one");
        assertThatThrownBy(() -> begin(batches, "b", 1, "a", "b", "c")).isInstanceOf(ProblemException.class)
                .hasMessage("3 match, and 1 were expected; nothing was done");
        assertThatThrownBy(() -> batches.start(request("b", Batches.MAX_ITEMS),
                limit -> IntStream.range(0, limit).mapToObj(String::valueOf).toList()))
                .hasMessageContaining("More than 10000 match");
        assertThatThrownBy(() -> batches.find("b")).isInstanceOf(NotFound.class);
        assertThat(begin(batches, "c", 1, "resolved-1", "resolved-2").total()).isEqualTo(2);
        assertThat(work.requests).allMatch(request -> request.contains("resolved"));
    }

    @Test
    void endsWhenItIsCancelled() {
        work.hold = "second";
        Batches batches = process("one");
        begin(batches, "b", 3, "resolved", "second", "third");
        await().atMost(SOON).until(() -> work.requests.size() == 2);

        assertThat(batches.cancel("b").state()).isEqualTo(BatchState.CANCELLED);
        work.held.countDown();

        await().atMost(SOON).until(() -> batches.find("b").outcomes().done() == 2);
        assertThat(batches.cancel("b").state()).isEqualTo(BatchState.CANCELLED);
        assertThat(work.requests).noneMatch(request -> request.contains("third"));
        begin(batches, "c", 1, "resolved");
        awaitEnd(batches, "c");
        assertThatThrownBy(() -> batches.cancel("c")).hasMessage("The batch is COMPLETED");
    }

    /** The first process stands still at the second item, and is taken for dead: another one goes on from there. */
    @Test
    void goesOnInAnotherProcessFromWhereItWas() {
        work.hold = "second";
        Batches first = process("one");
        begin(first, "b", 3, "resolved-1", "second", "resolved-3");
        await().atMost(SOON).until(() -> work.requests.size() == 2);
        work.hold = "nothing";
        work.resolved.add("second");

        Batches second = process("two", InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1)));

        assertThat(awaitEnd(second, "b").outcomes()).isEqualTo(new BatchCounts(0, 3, 0, 0));
        assertThat(work.requests).containsExactly("ada resolved-1", "ada second", "ada second again",
                "ada resolved-3");
    }

    @Test
    void countsARequestWithoutAnAnswerAsFailedAfterSomeAttempts() {
        work.lost = "lost";
        Batches batches = process("one");
        begin(batches, "b", 2, "lost", "resolved");

        assertThat(awaitEnd(batches, "b").outcomes()).isEqualTo(new BatchCounts(0, 1, 0, 1));
        assertThat(work.requests).containsExactly("ada lost", "ada lost again", "ada lost again", "ada resolved");
        assertThat(batches.items("b", BatchOutcome.FAILED, null, 1).items().getFirst().result().detail())
                .isEqualTo("No answer");
    }

    @Test
    void remembersTheLastOnes() {
        Batches batches = new Batches(work, new BatchStore(database, "sample", "one"), new RepeatedFailures(),
                InstantSource.system());
        started.add(batches);
        begin(batches, "0", 1, "resolved");
        batches.cancel("0");
        for (int number = 1; number <= BatchStore.KEPT; number++) {
            begin(batches, String.valueOf(number), 1, "resolved");
        }

        assertThatThrownBy(() -> batches.find("0")).isInstanceOf(NotFound.class);
        assertThat(database.getCollection("sample_batch_items").countDocuments()).isEqualTo(BatchStore.KEPT);
        assertThat(batches.list(batches.list(null, 60).next(), 60).items()).hasSize(40);
    }

    private Batches process(String name) {
        return process(name, InstantSource.system());
    }

    private Batches process(String name, InstantSource clock) {
        Batches batches = new Batches(work, new BatchStore(database, "sample", name), new RepeatedFailures(), clock);
        batches.start();
        started.add(batches);
        return batches;
    }

    private static Batch begin(Batches batches, String id, int expected, String... keys) {
        Caller.begin(new Caller("ada", null));
        try {
            return batches.start(request(id, expected), limit -> List.of(keys));
        } finally {
            Caller.end();
        }
    }

    private static BatchRequest request(String id, int expected) {
        return new BatchRequest(id, "RETRY", "it is back", Map.of("status", "ACTIVE"), expected);
    }

    private static Batch awaitEnd(Batches batches, String id) {
        await().atMost(SOON).until(() -> batches.find(id).state() != BatchState.RUNNING);
        return batches.find(id);
    }
}
