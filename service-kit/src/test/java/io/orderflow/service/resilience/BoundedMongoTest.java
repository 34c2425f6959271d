package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedMongoTest {

    private static final CallLimits LIMITS = new CallLimits(Duration.ofMillis(300), Duration.ofSeconds(1),
            Duration.ofSeconds(1), Duration.ofMillis(500));

    private static Duration refusalOf(String uri) {
        long start = System.nanoTime();
        try (MongoClient client = BoundedMongo.open(uri, LIMITS, Optional.empty(), null)) {
            assertThatThrownBy(() -> client.getDatabase("d").getCollection("c").find(new Document()).first())
                    .isInstanceOf(MongoException.class);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void waitsForNoServerThatIsAway() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(refusalOf("mongodb://127.0.0.1:" + port + "/d")).isLessThan(Duration.ofSeconds(5));
    }

    /** As one that hangs does: it takes connections, and answers nothing. */
    @Test
    void waitsForNoServerThatHangs() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(refusalOf("mongodb://127.0.0.1:" + silent.getLocalPort() + "/d"))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void letsTheConnectionStringSayOtherwise() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(refusalOf("mongodb://127.0.0.1:" + port + "/d?serverSelectionTimeoutMS=2500"))
                .isGreaterThan(Duration.ofSeconds(2));
    }
}
