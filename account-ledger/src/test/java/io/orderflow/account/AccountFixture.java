package io.orderflow.account;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand.CaptureHold;
import io.orderflow.api.account.AccountCommand.CloseAccount;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.AccountCommand.PlaceHold;
import io.orderflow.api.account.AccountCommand.ReleaseHold;
import io.orderflow.api.account.AccountCommand.ReverseEntry;
import io.orderflow.api.account.AccountCommand.Withdraw;
import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.EntryReversed;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.AccountId;
import io.orderflow.api.account.CashMovement;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.HoldId;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import io.orderflow.service.access.AccessMode;
import io.orderflow.service.aggregate.RegisterStreams;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.Matcher;

/** The words of the account tests: one account of Ada's in dollars, and everything that is asked of it. */
public final class AccountFixture {

    public static final AccountId ACCOUNT = new AccountId("a1");

    private AccountFixture() {}

    public static FixtureConfiguration<Account> anAccount() {
        return anAccount(new RegisterTwin());
    }

    static FixtureConfiguration<Account> anAccount(Register register) {
        return anAccount(register, AccessMode.OPEN);
    }

    static FixtureConfiguration<Account> anAccount(Register register, AccessMode access) {
        return new AggregateTestFixture<>(Account.class).registerInjectableResource(register)
                .registerInjectableResource(access);
    }

    /** Accounts and their register, in the event store of the configuration. */
    public static Configurer accountsIn(Configurer configurer) {
        return configurer.registerComponent(Register.class,
                configuration -> new EventRegister(new RegisterStreams(configuration.eventStore())))
                .registerComponent(AccessMode.class, configuration -> AccessMode.OPEN)
                .configureAggregate(AggregateConfigurer.defaultConfiguration(Account.class)
                        .configureCache(configuration -> new WeakReferenceCache()));
    }

    public static Matcher<Refusal> refusal(ProblemCode code) {
        return Matchers.predicate(refusal -> refusal.code() == code);
    }

    public static Money dollars(String amount) {
        return Money.of(amount, "USD");
    }

    public static Money euros(String amount) {
        return Money.of(amount, "EUR");
    }

    public static OpenAccount open() {
        return new OpenAccount(ACCOUNT, "Ada", "USD");
    }

    public static Deposit deposit(String transaction, Money amount) {
        return new Deposit(ACCOUNT, amount, new TransactionId(transaction), DepositSource.CASH);
    }

    public static Deposit refund(String transaction, Money amount) {
        return new Deposit(ACCOUNT, amount, new TransactionId(transaction), DepositSource.REFUND);
    }

    public static Withdraw withdraw(String transaction, Money amount) {
        return new Withdraw(ACCOUNT, amount, new TransactionId(transaction));
    }

    public static PlaceHold placeHold(String hold, Money amount) {
        return new PlaceHold(ACCOUNT, new HoldId(hold), amount);
    }

    public static CaptureHold captureHold(String hold) {
        return new CaptureHold(ACCOUNT, new HoldId(hold));
    }

    public static ReleaseHold releaseHold(String hold) {
        return new ReleaseHold(ACCOUNT, new HoldId(hold));
    }

    public static CloseAccount close() {
        return new CloseAccount(ACCOUNT);
    }

    public static AccountOpened opened() {
        return new AccountOpened(ACCOUNT, "Ada", "USD");
    }

    public static MoneyDeposited deposited(String transaction, Money amount) {
        return new MoneyDeposited(ACCOUNT, amount, new TransactionId(transaction), DepositSource.CASH);
    }

    public static MoneyDeposited refunded(String transaction, Money amount) {
        return new MoneyDeposited(ACCOUNT, amount, new TransactionId(transaction), DepositSource.REFUND);
    }

    public static MoneyWithdrawn withdrawn(String transaction, Money amount) {
        return new MoneyWithdrawn(ACCOUNT, amount, new TransactionId(transaction));
    }

    public static HoldPlaced holdPlaced(String hold, Money amount) {
        return new HoldPlaced(ACCOUNT, new HoldId(hold), amount);
    }

    public static HoldRefused holdRefused(String hold, Money amount, HoldRefusal reason) {
        return new HoldRefused(ACCOUNT, new HoldId(hold), amount, reason, null);
    }

    /** For want of money. */
    public static HoldRefused holdRefused(String hold, Money amount, Money available) {
        return new HoldRefused(ACCOUNT, new HoldId(hold), amount, HoldRefusal.INSUFFICIENT_FUNDS, available);
    }

    public static HoldCaptured holdCaptured(String hold, Money amount) {
        return new HoldCaptured(ACCOUNT, new HoldId(hold), amount);
    }

    public static HoldReleased holdReleased(String hold, Money amount) {
        return new HoldReleased(ACCOUNT, new HoldId(hold), amount);
    }

    public static ReverseEntry reverse(long entry, CashMovement undone, Money amount) {
        return new ReverseEntry(ACCOUNT, entry, undone, amount, "a mistake");
    }

    public static EntryReversed reversed(long entry, CashMovement undone, Money amount) {
        return new EntryReversed(ACCOUNT, entry, undone, amount, "a mistake");
    }

    public static AccountClosed closed() {
        return new AccountClosed(ACCOUNT);
    }
}
