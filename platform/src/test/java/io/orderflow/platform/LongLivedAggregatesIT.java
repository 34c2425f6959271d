package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.account.Account;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.Withdraw;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.TransactionId;
import io.orderflow.service.aggregate.Aggregates;
import io.orderflow.service.command.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aggregates with many events, on the embedded event store. */
class LongLivedAggregatesIT {

    private static final int EVENTS = 100_000;
    private static final int EVENTS_A_TRANSACTION = 1_000;
    private static final Duration COLD_LOAD_LIMIT = Duration.ofMillis(20);
    private static final int LOADS = 200;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Money CENT = Money.of("0.01", "USD");

    @TempDir
    static Path data;
    private static Platform platform;

    @BeforeAll
    static void start() {
        platform = Platform.start(PlatformOptions.embedded(data));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** The fastest of many is what the work takes; on a busy machine the others tell of the machine. */
    @Test
    void loadAnAccountOfAHundredThousandEventsInNoTime() {
        // given
        AccountId account = new AccountId("old");
        write(account, EVENTS);
        platform.context().getBean(Commands.class).send(withdrawal(account, "first-after"));
        await().atMost(SOON).until(() -> newestSnapshotOf(account) >= EVENTS);
        for (int i = 0; i < 150; i++) {
            platform.context().getBean(Commands.class).send(withdrawal(account, "after-" + i));
        }

        // when
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < LOADS; i++) {
            nanos.add(coldLoadNanos(account));
        }

        // then
        nanos.sort(null);
        assertThat(Duration.ofNanos(nanos.getFirst()))
                .as("the fastest of cold loads, of which the median took %s", Duration.ofNanos(nanos.get(LOADS / 2)))
                .isLessThan(COLD_LOAD_LIMIT);
    }

    @Test
    void passOverASnapshotOfAnotherRevision() {
        AccountId account = new AccountId("revised");
        write(account, 10);
        storeSnapshot(account, 9, "account.state", "0", "{\"balance\":\"a million\"}");
        storeSnapshot(account, 8, "account.state-to-come", "1", "{}");

        assertThat(platform.context().getBean(Commands.class).send(withdrawal(account, "w1")).version()).isEqualTo(10);
    }

    @Test
    void remainWholeWhereASecondInstanceChangesThemToo() {
        // given
        AccountId account = new AccountId("shared");
        write(account, 10);
        Repository<Account> here = repository();
        Repository<Account> there = repository();

        // when
        for (int i = 0; i < 20; i++) {
            change(i % 2 == 0 ? here : there, deposit(account, "shared-" + i));
        }

        // then
        List<Long> sequence = events().readEvents(account.toString()).asStream()
                .map(DomainEventMessage::getSequenceNumber).toList();
        assertThat(sequence).isEqualTo(LongStream.range(0, 30).boxed().toList());
    }

    private static void write(AccountId account, int count) {
        List<DomainEventMessage<?>> transaction = new ArrayList<>();
        for (int sequence = 0; sequence < count; sequence++) {
            AccountEvent event = sequence == 0
                    ? new AccountOpened(account, "Ada", "USD")
                    : new MoneyDeposited(account, CENT, new TransactionId("t" + sequence), DepositSource.CASH);
            transaction.add(new GenericDomainEventMessage<>("Account", account.toString(), sequence, event));
            if (transaction.size() == EVENTS_A_TRANSACTION || sequence == count - 1) {
                events().publish(transaction);
                transaction.clear();
            }
        }
    }

    private static Withdraw withdrawal(AccountId account, String transaction) {
        return new Withdraw(account, CENT, new TransactionId(transaction));
    }

    private static Deposit deposit(AccountId account, String transaction) {
        return new Deposit(account, CENT, new TransactionId(transaction), DepositSource.CASH);
    }

    /** A repository that has seen nothing yet. */
    private static Repository<Account> repository() {
        return platform.context().getBean(Aggregates.class).repositoryOf(Account.class);
    }

    private static long coldLoadNanos(AccountId account) {
        Repository<Account> repository = repository();
        long[] nanos = new long[1];
        DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("look")).execute(() -> {
            long start = System.nanoTime();
            repository.load(account.toString());
            nanos[0] = System.nanoTime() - start;
        });
        return nanos[0];
    }

    private static void change(Repository<Account> repository, Deposit command) {
        var message = new GenericCommandMessage<>(command);
        DefaultUnitOfWork.startAndGet(message)
                .executeWithResult(() -> repository.load(command.accountId().toString()).handle(message));
    }

    private static long newestSnapshotOf(AccountId account) {
        return connections().getConnection().eventChannel().loadSnapshots(account.toString(), Long.MAX_VALUE, 1)
                .asStream().mapToLong(snapshot -> snapshot.getAggregateSequenceNumber()).max().orElse(-1);
    }

    private static EventStore events() {
        return platform.context().getBean(EventStore.class);
    }

    private static AxonServerConnectionManager connections() {
        return platform.context().getBean(AxonServerConnectionManager.class);
    }

    private static void storeSnapshot(AccountId account, long sequence, String type, String revision, String json) {
        connections().getConnection().eventChannel().appendSnapshot(io.axoniq.axonserver.grpc.event.Event.newBuilder()
                .setAggregateIdentifier(account.toString())
                .setAggregateSequenceNumber(sequence)
                .setAggregateType("Account")
                .setSnapshot(true)
                .setMessageIdentifier("snapshot-" + sequence)
                .setPayload(io.axoniq.axonserver.grpc.SerializedObject.newBuilder()
                        .setType(type).setRevision(revision)
                        .setData(com.google.protobuf.ByteString.copyFromUtf8(json)))
                .build()).join();
    }
}
