package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.account.Account;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.CaptureHold;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.ReleaseHold;
import io.orderflow.api.account.AccountCommand.Withdraw;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.service.aggregate.Aggregates;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.ConflictingWrites;
import io.orderflow.service.message.NoAnswerInTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Aggregates with many events, on the embedded event store. */
@Tag("alone")
class LongLivedAggregatesIT {

    private static final int EVENTS = 100_000;
    private static final int EVENTS_A_TRANSACTION = 1_000;
    private static final Duration COLD_LOAD_LIMIT = Duration.ofMillis(20);
    private static final int LOADS = 200;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int OPEN_HOLDS = Integer.getInteger("open.holds", 3_000);
    private static final int EVENTS_TO_A_SNAPSHOT = 200;
    private static final Logger LOG = LoggerFactory.getLogger(LongLivedAggregatesIT.class);
    private static final Money CENT = Money.of("0.01", "USD");

    @RegisterExtension
    static final RunningPlatform platform = RunningPlatform.own();

    /** The fastest of many is what the work takes; on a busy machine the others tell of the machine. */
    @Test
    void loadAnAccountOfAHundredThousandEventsInNoTime() {
        // given
        AccountId account = new AccountId("old");
        write(account, EVENTS);
        Commands commands = platform.context().getBean(Commands.class);
        await().atMost(SOON).ignoreException(NoAnswerInTime.class).until(() -> {
            commands.send(withdrawal(account, "first-after"));
            return newestSnapshotOf(account) >= EVENTS;
        });
        for (int i = 0; i < 150; i++) {
            commands.send(withdrawal(account, "after-" + i));
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

    /**
     * In a log from before there was offloading. In the chaos profile there are so many that the first snapshot is too
     * large to be stored, which the health says until a later one is.
     */
    @Test
    void keepAnyNumberOfOpenHoldsInASmallSnapshot() {
        // given
        AccountId account = new AccountId("held");
        writeHeld(account, OPEN_HOLDS);
        long before = coldLoadNanos(account);
        Commands commands = platform.context().getBean(Commands.class);

        // when
        AtomicInteger captured = new AtomicInteger();
        // The first load of so many may take longer than a command may; the aggregate is in memory then.
        await().atMost(SOON).pollInterval(Duration.ofMillis(1)).ignoreException(NoAnswerInTime.class).until(() -> {
            commands.send(new CaptureHold(account, holdOf(captured.getAndIncrement())));
            return newestSnapshotOf(account) > OPEN_HOLDS + 2 * EVENTS_TO_A_SNAPSHOT;
        });

        // then
        long after = coldLoadNanos(account);
        int bytes = snapshots(account).mapToInt(snapshot -> snapshot.getPayload().getData().size()).max().orElse(0);
        LOG.info("{} open holds: loaded in {} ms, after offloading in {} ms, from a snapshot of {} bytes", OPEN_HOLDS,
                before / 1_000_000, after / 1_000_000, bytes);
        assertThat(bytes).isBetween(1, 300_000);
        assertThat(after).isLessThan(before);
        long version = commands.send(new CaptureHold(account, holdOf(0))).version();
        assertThat(commands.send(new ReleaseHold(account, holdOf(captured.get()))).version()).isEqualTo(version + 1);
        // Whether a snapshot has arrived is seen when the next one is made.
        HealthIndicator health = platform.context().getBean("snapshotsHealthIndicator", HealthIndicator.class);
        await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
            commands.send(new CaptureHold(account, holdOf(captured.incrementAndGet())));
            return health.health().getStatus().equals(Status.UP);
        });
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
        write(account, count, sequence -> sequence == 0
                ? new AccountOpened(account, "Ada", "USD")
                : new MoneyDeposited(account, CENT, new TransactionId("t" + sequence), DepositSource.CASH));
    }

    /** Placed without an entry in the register, as holds once were. */
    private static void writeHeld(AccountId account, int holds) {
        write(account, holds + 2, sequence -> switch (sequence) {
            case 0 -> new AccountOpened(account, "Ada", "USD");
            case 1 -> new MoneyDeposited(account, Money.of("1000000.00", "USD"), new TransactionId("t1"),
                    DepositSource.CASH);
            default -> new HoldPlaced(account, holdOf(sequence - 2), CENT);
        });
    }

    private static void write(AccountId account, int count, IntFunction<AccountEvent> event) {
        List<DomainEventMessage<?>> transaction = new ArrayList<>();
        for (int sequence = 0; sequence < count; sequence++) {
            transaction.add(new GenericDomainEventMessage<>("Account", account.toString(), sequence,
                    event.apply(sequence)));
            if (transaction.size() == EVENTS_A_TRANSACTION || sequence == count - 1) {
                events().publish(transaction);
                transaction.clear();
            }
        }
    }

    private static HoldId holdOf(int number) {
        return new HoldId("hold-" + number);
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

    /** As the gateway has it done: a clash with what the other instance did since is handled once more. */
    private static void change(Repository<Account> repository, Deposit command) {
        ResultMessage<?> result = tryToChange(repository, command);
        if (result.isExceptional()) {
            assertThat(result.exceptionResult()).matches(ConflictingWrites::isClash);
            result = tryToChange(repository, command);
        }
        assertThat(result.isExceptional()).isFalse();
    }

    private static ResultMessage<?> tryToChange(Repository<Account> repository, Deposit command) {
        var message = new GenericCommandMessage<>(command);
        return DefaultUnitOfWork.startAndGet(message)
                .executeWithResult(() -> repository.load(command.accountId().toString()).handle(message));
    }

    private static long newestSnapshotOf(AccountId account) {
        return snapshots(account).mapToLong(Event::getAggregateSequenceNumber).max().orElse(-1);
    }

    /** The newest one, where there is any. */
    private static Stream<Event> snapshots(AccountId account) {
        return connections().getConnection().eventChannel().loadSnapshots(account.toString(), Long.MAX_VALUE, 1)
                .asStream();
    }

    private static EventStore events() {
        return platform.context().getBean(EventStore.class);
    }

    private static AxonServerConnectionManager connections() {
        return platform.context().getBean(AxonServerConnectionManager.class);
    }

    private static void storeSnapshot(AccountId account, long sequence, String type, String revision, String json) {
        connections().getConnection().eventChannel().appendSnapshot(Event.newBuilder()
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
