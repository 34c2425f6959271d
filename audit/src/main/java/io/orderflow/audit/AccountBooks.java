package io.orderflow.audit;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent.AccountClosed;
import io.orderflow.api.account.AccountEvent.AccountOpened;
import io.orderflow.api.account.AccountEvent.EntryReversed;
import io.orderflow.api.account.AccountEvent.HoldCaptured;
import io.orderflow.api.account.AccountEvent.HoldPlaced;
import io.orderflow.api.account.AccountEvent.HoldRefused;
import io.orderflow.api.account.AccountEvent.HoldReleased;
import io.orderflow.api.account.AccountEvent.HoldsOffloaded;
import io.orderflow.api.account.AccountEvent.MoneyDeposited;
import io.orderflow.api.account.AccountEvent.MoneyWithdrawn;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.payment.PaymentId;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the books of every account and of the ledger, and notes holds with their orders. */
final class AccountBooks implements Check {

    private static final String CHAIN = "chain";

    private final OrderCases cases;
    private final Findings findings;
    private final Map<String, Book> books = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> ledger = new TreeMap<>();
    private final Set<String> transactions = new HashSet<>();

    /** The books of one account. */
    static final class Book {

        private @Nullable String currency;
        BigDecimal balance = BigDecimal.ZERO;
        BigDecimal held = BigDecimal.ZERO;
        private @Nullable String chain;
        private boolean chained;
    }

    AccountBooks(OrderCases cases, Findings findings) {
        this.cases = cases;
        this.findings = findings;
    }

    @Override
    public void on(EventReading fact) {
        if (fact.payload() instanceof AccountEvent event) {
            Book book = books.computeIfAbsent(event.accountId().value(), first -> new Book());
            if (event instanceof AccountOpened opened) {
                book.currency = opened.currency();
            }
            JournalEntry entry = JournalEntry.of(event);
            if (entry != null) {
                post(entry, book, fact);
                checkChain(entry, book, fact);
            }
            movedOnce(event, fact);
            noteHold(event, fact);
        }
    }

    /** The books by account. */
    Map<String, Book> books() {
        return books;
    }

    /** The debits less the credits of each account of the ledger, by currency. */
    Map<String, Map<String, BigDecimal>> ledger() {
        return ledger;
    }

    private void post(JournalEntry entry, Book book, EventReading fact) {
        Money amount = entry.amount();
        String account = fact.event().stream();
        findings.require(amount.currency().equals(book.currency), Invariant.BALANCES_NOT_NEGATIVE, account,
                fact.position(), "amounts in " + book.currency, amount);
        book.balance = book.balance.add(amount.amount().multiply(BigDecimal.valueOf(entry.signOfBalance())));
        book.held = book.held.add(amount.amount().multiply(BigDecimal.valueOf(entry.signOfHeld())));
        findings.count(Invariant.BALANCES_NOT_NEGATIVE);
        boolean possible = book.balance.signum() >= 0 && book.held.signum() >= 0
                && book.held.compareTo(book.balance) <= 0;
        findings.require(possible, Invariant.BALANCES_NOT_NEGATIVE, account, fact.position(),
                "0 <= held <= balance", book.held + " held of " + book.balance);
        findings.count(Invariant.DEBITS_EQUAL_CREDITS);
        Map<String, BigDecimal> totals = ledger.computeIfAbsent(amount.currency(), first -> new TreeMap<>());
        totals.merge(entry.debit(), amount.amount(), BigDecimal::add);
        totals.merge(entry.credit(), amount.amount().negate(), BigDecimal::add);
    }

    /**
     * Checks the hash of a posting. After a breach the chain goes on from the hash that was found, so that one change
     * is reported once.
     */
    private void checkChain(JournalEntry entry, Book book, EventReading fact) {
        findings.count(Invariant.CHAINS_UNBROKEN);
        String before = book.chain == null ? JournalEntry.chainOf(fact.event().stream()) : book.chain;
        String expected = entry.chainedTo(before);
        String found = Objects.toString(fact.metaData().get(CHAIN), null);
        boolean olderThanTheChain = found == null && !book.chained;
        findings.require(olderThanTheChain || expected.equals(found), Invariant.CHAINS_UNBROKEN,
                fact.event().stream(), fact.position(), expected, found == null ? "no hash" : found);
        book.chained |= found != null;
        book.chain = found == null ? expected : found;
    }

    private void movedOnce(AccountEvent event, EventReading fact) {
        String key = switch (event) {
            case MoneyDeposited deposited -> deposited.transactionId().value();
            case MoneyWithdrawn withdrawn -> withdrawn.transactionId().value();
            case EntryReversed reversed -> "reversal of:" + reversed.entry();
            case HoldCaptured captured -> "capture of:" + captured.holdId().value();
            case AccountOpened noMovement -> null;
            case HoldPlaced noMovement -> null;
            case HoldRefused noMovement -> null;
            case HoldReleased noMovement -> null;
            case HoldsOffloaded noMovement -> null;
            case AccountClosed noMovement -> null;
        };
        if (key != null) {
            findings.count(Invariant.MOVED_ONCE);
            findings.require(transactions.add(event.accountId().value() + "\n" + key), Invariant.MOVED_ONCE,
                    fact.event().stream(), fact.position(), key + " once", "once more");
        }
    }

    private void noteHold(AccountEvent event, EventReading fact) {
        switch (event) {
            case HoldPlaced placed -> {
                OrderCase order = caseOf(placed.holdId().value(), fact);
                settle(order.held == null, order, fact, "no hold yet", order.held);
                order.held = placed.amount();
            }
            case HoldCaptured captured -> {
                OrderCase order = caseOf(captured.holdId().value(), fact);
                settle(captured.amount().equals(order.held), order, fact, order.held + " captured",
                        captured.amount());
                order.held = null;
                order.spent = captured.amount();
            }
            case HoldReleased released -> {
                OrderCase order = caseOf(released.holdId().value(), fact);
                Money held = order.held;
                settle(held == null ? released.amount().isZero() : held.equals(released.amount()), order, fact,
                        held + " released", released.amount());
                order.held = null;
            }
            case MoneyDeposited deposited -> noteRefund(deposited, fact);
            default -> {}
        }
    }

    private void noteRefund(MoneyDeposited deposited, EventReading fact) {
        Optional<PaymentId> payment = deposited.transactionId().refundedPayment();
        if (deposited.source() == DepositSource.REFUND && payment.isPresent()) {
            OrderCase order = caseOf(payment.get().value(), fact);
            settle(deposited.amount().equals(order.spent), order, fact, order.spent + " refunded",
                    deposited.amount());
            order.refunded = deposited.amount();
        }
    }

    private OrderCase caseOf(String payment, EventReading fact) {
        OrderCase order = cases.of(payment);
        order.moved(fact);
        return order;
    }

    private void settle(boolean holds, OrderCase order, EventReading fact, Object expected, @Nullable Object found) {
        findings.require(holds, Invariant.HOLDS_FOR_OPEN_AUTHORIZATIONS, order.id, fact.position(), expected, found);
    }

    /** Compares the ledger's accounts of customers and holds with the sums over all accounts. */
    @Override
    public void conclude(LogEnd ending) {
        Map<String, BigDecimal> available = new TreeMap<>();
        books.values().stream().filter(book -> book.currency != null).forEach(
                book -> available.merge(book.currency, book.balance.subtract(book.held), BigDecimal::add));
        Map<String, BigDecimal> held = new TreeMap<>();
        cases.all().stream().map(order -> order.held).filter(Objects::nonNull).forEach(
                money -> held.merge(money.currency(), money.amount(), BigDecimal::add));
        ledger.forEach((currency, totals) -> {
            balance("customers", currency, totals, available, ending);
            balance("holds", currency, totals, held, ending);
            BigDecimal difference = totals.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            findings.require(difference.signum() == 0, Invariant.DEBITS_EQUAL_CREDITS, currency, ending.head(),
                    "no difference", difference);
        });
    }

    private void balance(String account, String currency, Map<String, BigDecimal> totals,
            Map<String, BigDecimal> expected, LogEnd ending) {
        BigDecimal owed = totals.getOrDefault(account, BigDecimal.ZERO).negate();
        BigDecimal sum = expected.getOrDefault(currency, BigDecimal.ZERO);
        findings.require(owed.compareTo(sum) == 0, Invariant.DEBITS_EQUAL_CREDITS, account + " " + currency,
                ending.head(), sum + ", what the accounts add up to", owed);
    }
}
