package io.orderflow.audit;

import static io.orderflow.audit.Invariant.REPORTS_AGREE;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.audit.OrderCase.StockLine;
import io.orderflow.ledger.balance.AccountView;
import io.orderflow.ledger.balance.AccountsProjection;
import io.orderflow.ledger.trial.JournalProjection;
import io.orderflow.ledger.trial.JournalTotals;
import io.orderflow.projection.api.Projection;
import io.orderflow.query.customers.CustomerView;
import io.orderflow.query.customers.CustomersProjection;
import io.orderflow.query.sales.SalesDay;
import io.orderflow.query.sales.SalesProjection;
import io.orderflow.query.stock.ProductView;
import io.orderflow.query.stock.StockProjection;
import io.orderflow.query.tally.OrderCounts;
import io.orderflow.query.tally.Sum;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the figures of reports with the auditor's own books. Another check compares the stored documents with a
 * fresh fold of their projections. This one checks the projections themselves: a movement that a projection leaves out
 * would be missing from the report and from the fresh fold alike.
 */
final class Reports implements Check {

    private final OrderCases cases;
    private final StockBooks stock;
    private final AccountBooks accounts;
    private final Findings findings;
    private final FreshFold<SalesDay> days = foldOf(new SalesProjection());
    private final FreshFold<CustomerView> customers = foldOf(new CustomersProjection());
    private final FreshFold<ProductView> products = foldOf(new StockProjection());
    private final FreshFold<AccountView> balances = foldOf(new AccountsProjection());
    private final FreshFold<JournalTotals> journal = foldOf(new JournalProjection());

    Reports(OrderCases cases, StockBooks stock, AccountBooks accounts, Findings findings) {
        this.cases = cases;
        this.stock = stock;
        this.accounts = accounts;
        this.findings = findings;
    }

    private static <D> FreshFold<D> foldOf(Projection<D> projection) {
        return new FreshFold<>(projection, event -> false, Set.of(), key -> true);
    }

    @Override
    public void on(EventReading fact) {
        Stream.of(days, customers, products, balances, journal).forEach(fold -> fold.fold(fact.reading()));
    }

    @Override
    public void conclude(LogEnd ending) {
        concludeSales(ending);
        concludeProducts(ending);
        concludeAccounts(ending);
        concludeLedger(ending);
    }

    /**
     * Compares the totals of days and of customers, which are added up in two ways, with the totals of orders and
     * ledger.
     */
    private void concludeSales(LogEnd ending) {
        List<SalesDay> sold = days.documents();
        List<CustomerView> bought = customers.documents();
        OrderCounts counted = cases.all().stream().map(Reports::countsOf).reduce(OrderCounts.NONE, OrderCounts::plus);
        require("sales orders", counted, sold.stream().map(SalesDay::orders).reduce(OrderCounts.NONE,
                OrderCounts::plus), ending);
        require("customers orders", counted, bought.stream().map(CustomerView::orders).reduce(OrderCounts.NONE,
                OrderCounts::plus), ending);

        Map<String, BigDecimal> revenue = sum(cases.all(), order -> isShipped(order) ? order.total : null);
        Map<String, BigDecimal> refunded = sum(cases.all(), order -> order.toldOfRefund ? order.total : null);
        Map<String, BigDecimal> net = minus(revenue, refunded);
        requireSums("sales revenue", revenue, sold, SalesDay::revenue, ending);
        requireSums("sales refunded", refunded, sold, SalesDay::refunded, ending);
        requireSums("sales net", net, sold, SalesDay::net, ending);
        requireSums("customers spent", revenue, bought, CustomerView::spent, ending);
        requireSums("customers refunded", refunded, bought, CustomerView::refunded, ending);
        requireSums("customers net", net, bought, CustomerView::net, ending);

        Map<String, BigDecimal> uncollected = sum(cases.all(),
                order -> isShipped(order) && order.spent == null ? order.total : null);
        Map<String, BigDecimal> untold = sum(cases.all(), order -> order.toldOfRefund ? null : order.refunded);
        Map<String, BigDecimal> earned = new HashMap<>();
        accounts.ledger().forEach((currency, totals) -> earned.put(currency,
                totals.getOrDefault("sales", BigDecimal.ZERO).negate()));
        requireSame("sales net and the ledger", minus(net, uncollected), minus(earned, negated(untold)), ending);
    }

    private void concludeProducts(LogEnd ending) {
        Map<String, Long> held = new HashMap<>();
        cases.all().forEach(order -> order.stock.forEach((sku, line) -> held.merge(sku, heldOf(line), Long::sum)));
        for (ProductView product : products.documents()) {
            StockBooks.Count count = stock.counts().get(product.sku());
            String id = "products/" + product.sku();
            require(id + " onHand", count.onHand, product.onHand(), ending);
            require(id + " reserved", held.getOrDefault(product.sku(), 0L), product.reserved(), ending);
            require(id + " available", count.onHand - count.reserved, product.available(), ending);
        }
    }

    private void concludeAccounts(LogEnd ending) {
        for (AccountView account : balances.documents()) {
            AccountBooks.Book book = accounts.books().get(account.accountId().value());
            String id = "accounts/" + account.accountId().value();
            requireMoney(id + " balance", book.balance, account.balance(), ending);
            requireMoney(id + " held", book.held, account.held(), ending);
            requireMoney(id + " available", book.balance.subtract(book.held), account.available(), ending);
        }
    }

    private void concludeLedger(LogEnd ending) {
        Map<String, JournalTotals> totals = new HashMap<>();
        journal.documents().forEach(currency -> totals.put(currency.currency(), currency));
        accounts.ledger().forEach((currency, own) -> {
            Map<String, BigDecimal> stored = new HashMap<>();
            if (totals.get(currency) instanceof JournalTotals found) {
                found.accounts().forEach((label, sides) -> stored.put(label,
                        new BigDecimal(sides.debit()).subtract(new BigDecimal(sides.credit()))));
            }
            requireSame("ledger " + currency, own, stored, ending);
        });
    }

    private static boolean isShipped(OrderCase order) {
        return order.status == OrderStatus.SHIPPED;
    }

    private static long heldOf(StockLine line) {
        return line.isHeld() ? line.quantity() : 0;
    }

    private static OrderCounts countsOf(OrderCase order) {
        return new OrderCounts(oneIf(order.isPlaced()), oneIf(order.confirmed), oneIf(isShipped(order)),
                oneIf(order.status == OrderStatus.REJECTED), oneIf(order.status == OrderStatus.CANCELLED),
                oneIf(order.toldOfRefund));
    }

    private static long oneIf(boolean condition) {
        return condition ? 1 : 0;
    }

    private static Map<String, BigDecimal> sum(Collection<OrderCase> orders,
            Function<OrderCase, @Nullable Money> figure) {
        Map<String, BigDecimal> sums = new HashMap<>();
        for (OrderCase order : orders) {
            if (figure.apply(order) instanceof Money money) {
                sums.merge(money.currency(), money.amount(), BigDecimal::add);
            }
        }
        return sums;
    }

    private static Map<String, BigDecimal> minus(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
        Map<String, BigDecimal> difference = new HashMap<>(one);
        other.forEach((currency, amount) -> difference.merge(currency, amount.negate(), BigDecimal::add));
        return difference;
    }

    private static Map<String, BigDecimal> negated(Map<String, BigDecimal> sums) {
        return minus(Map.of(), sums);
    }

    private <D> void requireSums(String id, Map<String, BigDecimal> expected, List<D> documents,
            Function<D, List<Sum>> figure, LogEnd ending) {
        Map<String, BigDecimal> found = new HashMap<>();
        documents.forEach(document -> figure.apply(document)
                .forEach(sum -> found.merge(sum.currency(), sum.amount(), BigDecimal::add)));
        requireSame(id, expected, found, ending);
    }

    /** Requires equal totals, where a currency with a total of zero equals an absent one. */
    private void requireSame(String id, Map<String, BigDecimal> expected, Map<String, BigDecimal> found,
            LogEnd ending) {
        findings.count(REPORTS_AGREE);
        minus(found, expected).forEach((name, difference) -> findings.require(difference.signum() == 0, REPORTS_AGREE,
                id + " " + name, ending.head(), expected.getOrDefault(name, BigDecimal.ZERO),
                found.getOrDefault(name, BigDecimal.ZERO)));
    }

    private void requireMoney(String id, BigDecimal expected, Money found, LogEnd ending) {
        findings.count(REPORTS_AGREE);
        findings.require(expected.compareTo(found.amount()) == 0, REPORTS_AGREE, id, ending.head(), expected,
                found.amount());
    }

    private void require(String id, Object expected, Object found, LogEnd ending) {
        findings.count(REPORTS_AGREE);
        findings.require(expected.equals(found), REPORTS_AGREE, id, ending.head(), expected, found);
    }
}
