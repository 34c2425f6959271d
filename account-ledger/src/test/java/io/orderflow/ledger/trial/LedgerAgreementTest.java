package io.orderflow.ledger.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.account.AccountFixture;
import io.orderflow.account.AccountLedgerConfiguration;
import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand;
import io.orderflow.api.account.AccountCommand.CaptureHold;
import io.orderflow.api.account.AccountCommand.CloseAccount;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountCommand.ReleaseHold;
import io.orderflow.api.account.AccountCommand.Withdraw;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.customer.CustomerEvent.CustomerEmailChanged;
import io.orderflow.api.customer.CustomerEvent.CustomerRegistered;
import io.orderflow.api.customer.CustomerEvent.CustomerRenamed;
import io.orderflow.api.order.CustomerId;
import io.orderflow.ledger.LedgerAccount;
import io.orderflow.ledger.balance.AccountView;
import io.orderflow.ledger.balance.AccountsProjection;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ProjectionDiscovery;
import io.orderflow.projection.fixture.ProjectionCertifier;
import io.orderflow.service.message.CommandRefused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.AggregateNotFoundException;

/** Whatever is asked of the accounts, in whatever order and however often, the ledger and the accounts agree. */
class LedgerAgreementTest {

    private static final int TRIES = 200;
    private static final int CERTIFICATIONS = 5;

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void balancesAndAgreesWithTheAccounts(@ForAll("commands") List<AccountCommand> commands) {
        // when
        List<EventMessage<?>> events = eventsOf(commands);

        // then
        Map<String, AccountView> accounts = documents(new AccountsProjection(), events);
        Map<String, JournalTotals> journal = documents(new JournalProjection(), events);
        List.of("USD", "JPY").forEach(currency -> {
            JournalTotals totals = journal.getOrDefault(currency, JournalTotals.empty(currency));
            assertThat(totals.difference()).isEqualByComparingTo("0");
            assertThat(owed(totals, LedgerAccount.CUSTOMERS))
                    .isEqualByComparingTo(sum(accounts, currency, AccountView::available));
            assertThat(owed(totals, LedgerAccount.HOLDS))
                    .isEqualByComparingTo(sum(accounts, currency, AccountView::held));
        });
    }

    @Property(tries = CERTIFICATIONS, shrinking = ShrinkingMode.OFF)
    void comesToTheSameDocumentsHoweverItsEventsAreDelivered(@ForAll("commands") List<AccountCommand> commands) {
        List<EventMessage<?>> events = eventsOf(commands);
        CustomerId ada = new CustomerId("ada");
        List.of(new CustomerRegistered(ada, "Ada", "a@b"), new CustomerEmailChanged(ada, "c@d"),
                new CustomerRenamed(ada, "Ada King")).forEach(event -> events.add(of(ada, events, event)));
        ProjectionDiscovery.importedBy(AccountLedgerConfiguration.class)
                .forEach(projection -> ProjectionCertifier.of(projection).certify(events));
    }

    private static EventMessage<?> of(CustomerId customer, List<EventMessage<?>> before, CustomerEvent event) {
        long version = before.stream().filter(other -> other.getPayload() instanceof CustomerEvent).count();
        return new GenericDomainEventMessage<>("Customer", customer.toString(), version, event);
    }

    @Provide
    Arbitrary<List<AccountCommand>> commands() {
        Arbitrary<AccountId> accounts = Arbitraries.of("a1", "a2").map(AccountId::new);
        Arbitrary<HoldId> holds = Arbitraries.of("h1", "h2", "h3", "h4").map(HoldId::new);
        Arbitrary<TransactionId> transactions = Arbitraries.integers()
                .between(1, 12)
                .map(number -> new TransactionId("t" + number));
        Arbitrary<Money> amounts = Combinators
                .combine(Arbitraries.integers().between(1, 20),
                        Arbitraries.frequency(Tuple.of(9, "USD"), Tuple.of(1, "JPY")))
                .as((number, currency) -> Money.of(number.toString(), currency));
        Arbitrary<DepositSource> sources = Arbitraries.of(DepositSource.class);
        Arbitrary<AccountCommand> command = Arbitraries.oneOf(
                Combinators.combine(accounts, Arbitraries.of("USD", "USD", "USD", "JPY"))
                        .as((account, currency) -> new OpenAccount(account, "Ada", currency)),
                Combinators.combine(accounts, amounts, transactions, sources).as(Deposit::new),
                Combinators.combine(accounts, amounts, transactions).as(Withdraw::new),
                Combinators.combine(accounts, holds, amounts).as(PlaceHold::new),
                Combinators.combine(accounts, holds).as(CaptureHold::new),
                Combinators.combine(accounts, holds).as(ReleaseHold::new), accounts.map(CloseAccount::new));
        return command.list().ofMinSize(20).ofMaxSize(120);
    }

    private static List<EventMessage<?>> eventsOf(List<AccountCommand> commands) {
        Configuration axon = AccountFixture.accountsIn(DefaultConfigurer.defaultConfiguration(false)
                .configureEmbeddedEventStore(configuration -> new InMemoryEventStorageEngine()))
                .buildConfiguration();
        List<EventMessage<?>> events = new ArrayList<>();
        axon.start();
        axon.eventBus().subscribe(published -> published.stream()
                .filter(event -> event.getPayload() instanceof AccountEvent)
                .forEach(events::add));
        commands.forEach(command -> sendUnlessRefused(axon, command));
        axon.shutdown();
        return events;
    }

    private static void sendUnlessRefused(Configuration axon, AccountCommand command) {
        try {
            axon.commandGateway().sendAndWait(command);
        } catch (CommandRefused | AggregateNotFoundException refused) {
            // A refusal is as good an outcome as any: it only must leave no trace.
        }
    }

    private static <D> Map<String, D> documents(Projection<D> projection, List<EventMessage<?>> events) {
        Map<String, D> documents = new HashMap<>();
        for (EventMessage<?> event : events) {
            String key = projection.keyOf(event);
            if (key != null) {
                documents.compute(key, (id, document) -> projection.fold(document, event));
            }
        }
        return documents;
    }

    private static BigDecimal owed(JournalTotals totals, LedgerAccount account) {
        return totals.of(account).difference().negate();
    }

    private static BigDecimal sum(Map<String, AccountView> accounts, String currency,
            Function<AccountView, Money> amount) {
        return accounts.values()
                .stream()
                .filter(account -> account.currency().equals(currency))
                .map(amount)
                .map(Money::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
