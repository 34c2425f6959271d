package io.orderflow.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void saysOfTheDatabaseWhatItDid() {
        ServerAddress address = new ServerAddress("secret.internal");
        assertThat(FailureText.of(new MongoTimeoutException("secret.internal:27017"))).isEqualTo(
                "The database does not answer");
        assertThat(FailureText.of(new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(13)), address)))
                .isEqualTo("The database refuses the operation: error 13");
        assertThat(FailureText.of(new CompletionException(new MongoBulkWriteException(
                BulkWriteResult.acknowledged(0, 0, 0, 0, List.of(), List.of()),
                List.of(new BulkWriteError(10334, "too large: alice@example.org", new BsonDocument(), 0)), null,
                address,
                Set.of())))).isEqualTo("The database refuses to write some documents: error 10334");
    }

    @Test
    void namesNoClassesAndNoCredentials() {
        assertThat(FailureText.of(new EventStoreException("io.grpc.StatusRuntimeException: UNAVAILABLE")))
                .isEqualTo("The event store cannot be used at the moment");
        assertThat(FailureText.of(new IllegalStateException(
                "java.io.IOException: no route to mongodb://user:secret@db:27017\n\tat Somewhere")))
                .isEqualTo("no route to mongodb://db:27017 at Somewhere");
        assertThat(FailureText.of(new NullPointerException("Cannot invoke \"io.orderflow.Secret.inside()\"")))
                .isEqualTo(
                        FailureText.of(new NullPointerException()))
                .doesNotContain("Secret");
        assertThat(FailureText.ofChain(new IllegalArgumentException("it is torn",
                new IllegalStateException("java.io.IOException: it is torn", new RuntimeException("for good")))))
                .isEqualTo("it is torn; for good");
        assertThat(FailureText.ofKept("io.orderflow.service.Torn: it is torn; IllegalStateException: for good"))
                .isEqualTo("it is torn; for good");
        assertThat(FailureText.ofKept("com.mongodb.MongoTimeoutException: Timed out, address=secret.internal"))
                .isEqualTo("The database cannot be used at the moment");
        assertThat(FailureText.of(new NullPointerException())).doesNotContain("Exception").isNotBlank();
        assertThat(FailureText.of(new IllegalStateException("x".repeat(1_000)))).hasSize(300);
    }
}
