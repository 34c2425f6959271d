package io.orderflow.service.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterQueueTest {

    private static final int MANY = 500;
    /** 101 documents come with the first answer to a query, and the others in the next ones. */
    private static final int ANSWERS_TO_ONE_QUERY = 10;

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicInteger documentsRead = new AtomicInteger();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(
                    server.bindAndGetConnectionString() + "/?serverSelectionTimeoutMS=200"))
            .addCommandListener(new CommandListener() {
                @Override
                public void commandStarted(CommandStartedEvent started) {
                    commands.incrementAndGet();
                }

                @Override
                public void commandSucceeded(CommandSucceededEvent succeeded) {
                    BsonDocument answer = succeeded.getResponse();
                    documentsRead.addAndGet(answer.containsKey("values")
                            ? answer.getArray("values").size()
                            : answer.getDocument("cursor", new BsonDocument())
                                    .getArray("firstBatch", new BsonArray()).size());
                }
            })
            .build());

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
    }

    private LazyDeadLetterQueue queue() {
        return new LazyDeadLetterQueue("policy",
                DefaultMongoTemplate.builder().mongoDatabase(client, "letters").build(),
                new CheckpointProperties("mongodb://localhost/c", 1, Duration.ofSeconds(2), Duration.ofMinutes(5), 20,
                        Duration.ofMinutes(15), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(30)),
                Jackson3Serializer.builder().build());
    }

    @Test
    void readsManySequencesWithOneQuery() {
        LazyDeadLetterQueue queue = queue();
        for (int order = 0; order < MANY; order++) {
            queue.enqueue("o" + order, letter("first", order));
        }
        queue.enqueue("o7", letter("second", MANY));
        commands.set(0);

        List<String> events = StreamSupport.stream(queue.deadLetters().spliterator(), false)
                .flatMap(sequence -> StreamSupport.stream(sequence.spliterator(), false))
                .map(letter -> letter.message().getPayload().toString())
                .toList();

        assertThat(events).hasSize(MANY + 1).containsSubsequence("first of 7", "second of " + MANY);
        assertThat(commands).hasValueLessThan(ANSWERS_TO_ONE_QUERY);
    }

    /** A page asks for the letters of one order, of which there are mostly none, in all groups. */
    @Test
    void findsTheGroupsOfASequenceWithOneQuery() {
        LazyDeadLetterQueue queue = queue();
        StoredLetters stored = StoredLetters.of(client.getDatabase("letters"),
                DefaultMongoTemplate.builder().mongoDatabase(client, "letters").build());
        List<String> groups = List.of("another", "policy");
        assertThat(stored.groupsThatMayHave(null, groups)).isEmpty();
        queue.enqueue("o1", letter("first", 1));
        queue.enqueue("o1", letter("second", 1));
        commands.set(0);

        assertThat(stored.groupsThatMayHave("o1", groups)).containsExactly("policy");
        assertThat(stored.groupsThatMayHave("o2", groups)).isEmpty();
        assertThat(stored.groupsThatMayHave("o1", List.of("another"))).isEmpty();
        assertThat(stored.groupsThatMayHave(null, groups)).contains("policy");
        assertThat(stored.groupsThatMayHave(null, List.of("another"))).isEmpty();
        assertThat(commands).hasValue(5);
    }

    /** After an outage there are thousands, and each of them is tried. */
    @Test
    void readsNothingOfTheOtherSequencesWhereOneIsTriedOrIsNew() {
        LazyDeadLetterQueue queue = queue();
        for (int order = 0; order < MANY; order++) {
            queue.enqueue("o" + order, letter("first", order));
        }
        queue.enqueue("o7", letter("second", MANY));
        List<Object> handled = new ArrayList<>();
        documentsRead.set(0);

        boolean all = queue.process(new FirstDeadLetter("o7", letter -> true), letter -> {
            handled.add(letter.message().getPayload());
            return Decisions.evict();
        });
        queue.enqueue("new", letter("first", MANY + 1));

        assertThat(all).isTrue();
        assertThat(handled).containsExactly("first of 7", "second of " + MANY);
        assertThat(queue.sequenceSize("o7")).isZero();
        assertThat(documentsRead).hasValueLessThan(ANSWERS_TO_ONE_QUERY);
    }

    @Test
    void triesASequenceOnlyWhereItsFirstLetterIsWantedAndNobodyHasIt() {
        LazyDeadLetterQueue queue = queue();
        queue.enqueue("o1", letter("first", 1));

        assertThat(queue.process(new FirstDeadLetter("o2", letter -> true), letter -> Decisions.evict())).isFalse();
        assertThat(queue.process(new FirstDeadLetter("o1", letter -> false), letter -> Decisions.evict())).isFalse();
        boolean handled = queue.process(new FirstDeadLetter("o1", letter -> true), letter -> {
            assertThat(queue.process(new FirstDeadLetter("o1", same -> true), same -> Decisions.evict())).isFalse();
            return Decisions.evict();
        });

        assertThat(handled).isTrue();
        assertThat(queue.amountOfSequences()).isZero();
    }

    @Test
    void keepsASequenceThatFailsAgainAtItsFirstLetter() {
        LazyDeadLetterQueue queue = queue();
        queue.enqueue("o1", letter("first", 1));
        queue.enqueue("o1", letter("second", 2));

        boolean handled = queue.process(new FirstDeadLetter("o1", letter -> true),
                letter -> Decisions.requeue(new IllegalStateException("again")));

        assertThat(handled).isFalse();
        assertThat(queue.sequenceSize("o1")).isEqualTo(2);
        assertThat(queue.deadLetterSequence("o1").iterator().next().cause().orElseThrow().message()).isEqualTo("again");
        assertThat(queue.process(new FirstDeadLetter("o1", letter -> true), letter -> Decisions.evict())).isTrue();
    }

    @Test
    void isMadeWithoutItsDatabaseAndOpenedOnceThatIsThere() {
        var address = server.getLocalAddress();
        server.shutdownNow();
        LazyDeadLetterQueue queue = queue();
        assertThatThrownBy(queue::amountOfSequences).isInstanceOf(MongoException.class);

        MongoServer again = new MongoServer(new MemoryBackend());
        again.bind(address);
        try {
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> queue.amountOfSequences() == 0);
        } finally {
            again.shutdownNow();
        }
    }

    private static DeadLetter<EventMessage<?>> letter(String which, long position) {
        EventMessage<?> event = new GenericTrackedEventMessage<>(new GlobalSequenceTrackingToken(position),
                GenericEventMessage.asEventMessage(which + " of " + position));
        return new GenericDeadLetter<>("o", event, new IllegalStateException("no answer"));
    }
}
