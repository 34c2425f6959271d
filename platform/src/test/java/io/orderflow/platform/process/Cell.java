package io.orderflow.platform.process;

import static io.orderflow.platform.process.WholeProcess.ACCOUNT;
import static io.orderflow.platform.process.WholeProcess.CUP;
import static io.orderflow.platform.process.WholeProcess.CUSTOMER;
import static io.orderflow.platform.process.WholeProcess.LINES;
import static io.orderflow.platform.process.WholeProcess.ORDER;
import static io.orderflow.platform.process.WholeProcess.POT;

import io.orderflow.api.Money;
import io.orderflow.api.account.AccountCommand;
import io.orderflow.api.account.AccountCommand.Deposit;
import io.orderflow.api.account.AccountCommand.OpenAccount;
import io.orderflow.api.account.DepositSource;
import io.orderflow.api.account.TransactionId;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.PlaceOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.payment.PaymentCommand;
import io.orderflow.api.payment.PaymentCommand.RefundPayment;
import io.orderflow.api.payment.PaymentCommand.RetryPayment;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.saga.SagaCommand;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import io.orderflow.api.saga.SagaStep;
import io.orderflow.api.stock.ReceiptId;
import io.orderflow.api.stock.Sku;
import io.orderflow.api.stock.StockCommand;
import io.orderflow.api.stock.StockCommand.ListProduct;
import io.orderflow.api.stock.StockCommand.ReceiveStock;
import java.util.Set;

/**
 * One cell of the table of what an operator is offered: a request, at a stage of the process, while somebody is away.
 */
record Cell(Stage stage, Request request, Away away) {

    private static final PaymentId PAYMENT = PaymentId.of(ORDER);
    private static final String WHY = "it is stuck";
    private static final int STOCK = 10;

    /** How far an order came, where its next answer has not arrived. */
    enum Stage {
        RESERVING(SagaStep.RESERVING_STOCK), AUTHORIZING(SagaStep.AUTHORIZING_PAYMENT),
        CONFIRMING(SagaStep.CONFIRMING_ORDER), AWAITING(SagaStep.AWAITING_SHIPMENT), DELIVERING(SagaStep.DELIVERING),
        /** It is being undone, and its order is not closed yet. */
        REJECTING(SagaStep.COMPENSATING),
        /** It is being undone, and its order is closed. */
        CANCELLING(SagaStep.COMPENSATING), COMPLETED(SagaStep.COMPLETED), COMPENSATED(SagaStep.COMPENSATED),
        /** It has ended, and its refund has been asked for. */
        REFUNDING(SagaStep.COMPLETED);

        private final SagaStep step;

        Stage(SagaStep step) {
            this.step = step;
        }

        void arrive(WholeProcess process) {
            prepare(process, this == REJECTING ? 0 : STOCK);
            process.ask(new PlaceOrder(ORDER, CUSTOMER, ACCOUNT, LINES));
            if (compareTo(AWAITING) > 0 && this != REJECTING) {
                process.run();
                process.ask(Set.of(CANCELLING, COMPENSATED).contains(this)
                        ? new CancelOrder(ORDER, WHY)
                        : new ShipOrder(ORDER, null, null));
            }
            process.runUntil(step);
            if (this == COMPLETED || this == COMPENSATED || this == REFUNDING) {
                process.run();
            }
            if (this == REFUNDING) {
                process.ask(new RefundPayment(PAYMENT));
            }
        }
    }

    /** What people can ask for, by the route that asks. */
    enum Request {
        RETRY("POST /sagas/o1/retry"), SKIP("POST /sagas/o1/skip"), CANCEL("POST /sagas/o1/cancellation"),
        RETRY_PAYMENT("POST /payments/o1/retry"), REFUND("POST /payments/o1/refund"),
        CANCEL_ORDER("POST /orders/o1/cancellation"), SHIP("POST /orders/o1/shipment"),
        GIVE_UP("DELETE /dead-letters");

        final String route;

        Request(String route) {
            this.route = route;
        }

        /** As its controller does it. */
        void send(WholeProcess process, Away away) {
            switch (this) {
                case RETRY -> process.ask(new RetryStep(ORDER, WHY));
                case SKIP -> process.ask(new SkipStep(ORDER, WHY));
                case CANCEL -> {
                    process.ask(new CancelFulfilment(ORDER, WHY));
                    process.ask(new CancelOrder(ORDER, WHY));
                }
                case RETRY_PAYMENT -> process.ask(new RetryPayment(PAYMENT));
                case REFUND -> process.ask(new RefundPayment(PAYMENT));
                case CANCEL_ORDER -> process.ask(new CancelOrder(ORDER, WHY));
                case SHIP -> process.ask(new ShipOrder(ORDER, null, null));
                case GIVE_UP -> process.acting().filter(acting -> away.leaves(process, acting))
                        .forEach(ActingTwin::giveUp);
            }
        }
    }

    /** The service that is away: nobody handles its commands, and its event processors handle none. */
    enum Away {
        NOBODY, STOCK, PAYMENT, LEDGER, ORDER;

        void begin(WholeProcess process) {
            process.bus().takeAway(command -> switch (this) {
                case NOBODY -> false;
                case STOCK -> command instanceof StockCommand;
                case PAYMENT -> command instanceof PaymentCommand;
                case LEDGER -> command instanceof AccountCommand;
                case ORDER -> command instanceof OrderCommand || command instanceof SagaCommand;
            });
        }

        boolean leaves(WholeProcess process, ActingTwin acting) {
            return switch (this) {
                case PAYMENT -> acting != process.policy();
                case ORDER -> acting == process.policy();
                case NOBODY, STOCK, LEDGER -> true;
            };
        }

        void end(WholeProcess process) {
            process.bus().takeAway(command -> false);
        }
    }

    /** Whether the service that would take the request is the one that is away. */
    boolean reachesNobody() {
        return switch (request) {
            case RETRY, SKIP, CANCEL, CANCEL_ORDER, SHIP -> away == Away.ORDER;
            case RETRY_PAYMENT, REFUND -> away == Away.PAYMENT;
            case GIVE_UP -> false;
        };
    }

    private static void prepare(WholeProcess process, int pots) {
        list(process, CUP, "9.00", STOCK);
        list(process, POT, "24.50", pots);
        process.ask(new OpenAccount(ACCOUNT, "Ada", "USD"));
        process.ask(new Deposit(ACCOUNT, Money.of("100.00", "USD"), new TransactionId("first"), DepositSource.CASH));
    }

    private static void list(WholeProcess process, Sku sku, String price, int quantity) {
        process.ask(new ListProduct(sku, "A thing", Money.of(price, "USD")));
        if (quantity > 0) {
            process.ask(new ReceiveStock(sku, quantity, new ReceiptId("first")));
        }
    }
}
