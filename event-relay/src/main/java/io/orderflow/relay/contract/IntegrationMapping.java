package io.orderflow.relay.contract;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountEvent;
import io.orderflow.api.account.HoldRefusal;
import io.orderflow.api.customer.CustomerEvent;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.RejectionReason;
import io.orderflow.api.payment.PaymentEvent;
import io.orderflow.api.stock.StockEvent;
import io.orderflow.api.stock.StockRefusal;
import io.orderflow.relay.contract.IntegrationEvent.Amount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which internal events others are told of, and in what shape. No switch has a default: a new internal event,
 * or a new reason, does not compile until somebody has decided. The events of sagas and registers stay inside, whatever
 * they are.
 */
final class IntegrationMapping {

    private IntegrationMapping() {}

    /** The integration event of an internal event; empty where that is not public. */
    static Optional<IntegrationEvent> of(Object internal) {
        return Optional.ofNullable(switch (internal) {
            case OrderEvent order -> of(order);
            case PaymentEvent payment -> of(payment);
            case StockEvent stock -> of(stock);
            case AccountEvent account -> of(account);
            case CustomerEvent customer -> of(customer);
            default -> null;
        });
    }

    private static IntegrationEvent of(OrderEvent event) {
        String order = event.orderId().value();
        String customer = event.customerId().value();
        Amount total = amount(event.total());
        return switch (event) {
            case OrderEvent.OrderPlaced placed -> new OrderIntegrationEvent.OrderPlaced(order, customer,
                    placed.accountId().value(), placed.lines().stream().map(IntegrationMapping::line).toList(), total);
            case OrderEvent.OrderConfirmed confirmed -> new OrderIntegrationEvent.OrderConfirmed(order, customer,
                    total);
            case OrderEvent.OrderRejected rejected -> new OrderIntegrationEvent.OrderRejected(order, customer, total,
                    reason(rejected.reason()));
            case OrderEvent.OrderCancelled cancelled -> new OrderIntegrationEvent.OrderCancelled(order, customer,
                    total, cancelled.reason());
            case OrderEvent.OrderShipped shipped -> new OrderIntegrationEvent.OrderShipped(order, customer, total,
                    shipped.parcel() == null ? null : shipped.parcel().carrier(),
                    shipped.parcel() == null ? null : shipped.parcel().trackingNumber());
            case OrderEvent.OrderRefunded refunded -> new OrderIntegrationEvent.OrderRefunded(order, customer, total);
        };
    }

    /** What a payment asks of the ledger stays inside; what became of it does not. */
    private static @Nullable IntegrationEvent of(PaymentEvent event) {
        String payment = event.paymentId().value();
        String order = event.orderId().value();
        return switch (event) {
            case PaymentEvent.PaymentAuthorized authorized -> new PaymentIntegrationEvent.PaymentAuthorized(payment,
                    order);
            case PaymentEvent.PaymentDeclined declined -> new PaymentIntegrationEvent.PaymentDeclined(payment, order,
                    reason(declined.reason()));
            case PaymentEvent.PaymentCaptured captured -> new PaymentIntegrationEvent.PaymentCaptured(payment, order);
            case PaymentEvent.PaymentVoided voided -> new PaymentIntegrationEvent.PaymentVoided(payment, order);
            case PaymentEvent.PaymentRefunded refunded -> new PaymentIntegrationEvent.PaymentRefunded(payment, order);
            case PaymentEvent.PaymentRequested requested -> null;
            case PaymentEvent.PaymentCaptureRequested requested -> null;
            case PaymentEvent.PaymentVoidRequested requested -> null;
            case PaymentEvent.PaymentRefundRequested requested -> null;
            case PaymentEvent.PaymentRefundRefused refused -> null;
            case PaymentEvent.PaymentAskedAgain asked -> null;
        };
    }

    private static @Nullable IntegrationEvent of(StockEvent event) {
        String sku = event.sku().value();
        return switch (event) {
            case StockEvent.ProductListed listed -> new StockIntegrationEvent.ProductListed(sku, listed.name(),
                    amount(listed.unitPrice()));
            case StockEvent.PriceChanged changed -> new StockIntegrationEvent.PriceChanged(sku,
                    amount(changed.unitPrice()),
                    changed.previousPrice() == null ? null : amount(changed.previousPrice()));
            case StockEvent.StockReceived received -> new StockIntegrationEvent.StockReceived(sku,
                    received.quantity());
            case StockEvent.StockReserved reserved -> new StockIntegrationEvent.StockReserved(sku,
                    reserved.orderId().value(), reserved.quantity());
            case StockEvent.StockReservationRefused refused -> new StockIntegrationEvent.StockRefused(sku,
                    refused.orderId().value(), refused.quantity(), reason(refused.reason()));
            // Nothing was reserved: only the saga needs that answer.
            case StockEvent.StockReleased released when released.quantity() == 0 -> null;
            case StockEvent.StockReleased released -> new StockIntegrationEvent.StockReleased(sku,
                    released.orderId().value(), released.quantity());
            case StockEvent.StockDispatched dispatched -> new StockIntegrationEvent.StockDispatched(sku,
                    dispatched.orderId().value(), dispatched.quantity());
            case StockEvent.ReservationsOffloaded offloaded -> null;
        };
    }

    /** Holds are how a payment is carried out; the payment tells of them. A correction is the ledger's own. */
    private static @Nullable IntegrationEvent of(AccountEvent event) {
        String account = event.accountId().value();
        return switch (event) {
            case AccountEvent.AccountOpened opened -> new AccountIntegrationEvent.AccountOpened(account,
                    opened.currency(), opened.customerId() == null ? null : opened.customerId().value());
            case AccountEvent.MoneyDeposited deposited -> new AccountIntegrationEvent.MoneyDeposited(account,
                    amount(deposited.amount()));
            case AccountEvent.MoneyWithdrawn withdrawn -> new AccountIntegrationEvent.MoneyWithdrawn(account,
                    amount(withdrawn.amount()));
            case AccountEvent.AccountClosed closed -> new AccountIntegrationEvent.AccountClosed(account);
            case AccountEvent.HoldPlaced placed -> null;
            case AccountEvent.HoldRefused refused -> null;
            case AccountEvent.HoldCaptured captured -> null;
            case AccountEvent.HoldReleased released -> null;
            case AccountEvent.EntryReversed reversed -> null;
            case AccountEvent.HoldsOffloaded offloaded -> null;
        };
    }

    private static IntegrationEvent of(CustomerEvent event) {
        String customer = event.customerId().value();
        return switch (event) {
            case CustomerEvent.CustomerRegistered registered -> new CustomerIntegrationEvent.CustomerRegistered(
                    customer, registered.name(), registered.email());
            case CustomerEvent.CustomerRenamed renamed -> new CustomerIntegrationEvent.CustomerRenamed(customer,
                    renamed.name());
            case CustomerEvent.CustomerEmailChanged changed -> new CustomerIntegrationEvent.CustomerEmailChanged(
                    customer, changed.email());
        };
    }

    private static OrderIntegrationEvent.Line line(OrderLine line) {
        return new OrderIntegrationEvent.Line(line.sku().value(), line.quantity(), amount(line.unitPrice()));
    }

    private static Amount amount(Money money) {
        return new Amount(money.amount().toPlainString(), money.currency());
    }

    private static PublicReason reason(RejectionReason reason) {
        return switch (reason) {
            case OUT_OF_STOCK -> PublicReason.OUT_OF_STOCK;
            case PRICE_CHANGED -> PublicReason.PRICE_CHANGED;
            case UNKNOWN_PRODUCT -> PublicReason.UNKNOWN_PRODUCT;
            case INSUFFICIENT_FUNDS -> PublicReason.INSUFFICIENT_FUNDS;
            case ACCOUNT_CLOSED -> PublicReason.ACCOUNT_CLOSED;
            case CURRENCY_MISMATCH -> PublicReason.CURRENCY_MISMATCH;
            case UNKNOWN_ACCOUNT -> PublicReason.UNKNOWN_ACCOUNT;
            case TIMED_OUT -> PublicReason.TIMED_OUT;
        };
    }

    private static PublicReason reason(StockRefusal refusal) {
        return reason(RejectionReason.of(refusal));
    }

    private static PublicReason reason(HoldRefusal refusal) {
        return reason(RejectionReason.of(refusal));
    }
}
