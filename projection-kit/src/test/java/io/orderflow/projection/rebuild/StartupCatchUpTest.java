package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.MongoClient;
import com.mongodb.event.CommandListener;
import io.orderflow.projection.document.Database;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What a process says and prepares when it starts. It has one segment, as others do not store how many events they have
 * only passed.
 */
class StartupCatchUpTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(StartupCatchUp.class);

    private final TallyProjection projection = new TallyProjection();
    private final Log log = new Log();
    private final Database database = new Database();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        LOGGER.setLevel(Level.INFO);
        LOGGER.addAppender(said);
    }

    @AfterEach
    void stop() {
        LOGGER.detachAppender(said);
        LOGGER.setLevel(null);
        log.close();
        database.close();
    }

    @Test
    void saysHowManyEventsWereFoldedAndThatNoneWere() throws InterruptedException {
        log.append(new Counted("a", 1), new Counted("b", 2), new Counted("a", 3));

        assertThat(saidByOneThatStarts()).anyMatch(line -> line.contains("have caught up with 3 events"))
                .noneMatch(line -> line.contains("had none to fold"));
        assertThat(saidByOneThatStarts()).anyMatch(line -> line.contains("have all 3 events, and had none to fold"))
                .noneMatch(line -> line.contains("caught up with"));
    }

    private List<String> saidByOneThatStarts() throws InterruptedException {
        said.list.clear();
        try (Process process = new Process("one", Process.limits(1), log, database, projection)) {
            assertThat(process.catchingUp.await(Duration.ofSeconds(20))).isTrue();
            process.settle(projection);
        }
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void declaresTheIndexesByWhichLettersAreFound() throws InterruptedException {
        saidByOneThatStarts();

        try (MongoClient client = database.connect(new CommandListener() {})) {
            List<Object> keys = new ArrayList<>();
            Database.of(client).getCollection("dead_letters").listIndexes()
                    .forEach(index -> keys.add(index.get("key")));
            assertThat(keys).contains(new Document("generation", 1).append("trying", 1),
                    new Document("generation", 1).append("sequence", 1).append("position", 1));
            assertThat(Database.of(client).getCollection("dead_sequences").listIndexes()).hasSize(2);
        }
    }
}
