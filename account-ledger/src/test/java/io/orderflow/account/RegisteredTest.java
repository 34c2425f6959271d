package io.orderflow.account;

import static io.orderflow.account.AccountFixture.ACCOUNT;
import static io.orderflow.account.AccountFixture.dollars;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.account.Registered.HoldRegistered;
import io.orderflow.account.Registered.TransactionRegistered;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.service.message.MessageTypes;
import io.orderflow.service.message.StableNameSerializer;
import java.util.List;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Test;

/** The entries are read for as long as there are accounts: their names and their JSON are for ever. */
class RegisteredTest {

    private final StableNameSerializer serializer = new StableNameSerializer(
            MessageTypes.of(List.of(Registered.class)));

    @Test
    void keepsTheFormOfATransaction() {
        assertKept(new TransactionRegistered(ACCOUNT, new TransactionId("t1"),
                Moved.in(DepositSource.REFUND, dollars("5"))), "account.transaction-registered", "transaction:a1:t1",
                """
                        {"accountId":"a1","transactionId":"t1",\
                        "moved":{"kind":"REFUND","amount":{"amount":"5.00","currency":"USD"}}}""");
    }

    @Test
    void keepsTheFormOfAHold() {
        assertKept(new HoldRegistered(ACCOUNT, new HoldId("h1"), 4), "account.hold-registered", "hold:a1:h1",
                """
                        {"accountId":"a1","holdId":"h1","version":4}""");
    }

    private void assertKept(Registered entry, String name, String stream, String json) {
        SerializedObject<String> written = serializer.serialize(entry, String.class);

        assertThat(written.getType().getName()).isEqualTo(name);
        assertThat(entry.stream()).isEqualTo(stream);
        assertThat(written.getData()).isEqualTo(json);
        assertThat(serializer.<String, Object>deserialize(written)).isEqualTo(entry);
    }
}
