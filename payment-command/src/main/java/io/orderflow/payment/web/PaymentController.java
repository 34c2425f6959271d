package io.orderflow.payment.web;

import io.orderflow.api.payment.PaymentCommand.RefundPayment;
import io.orderflow.api.payment.PaymentCommand.RetryPayment;
import io.orderflow.api.payment.PaymentId;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.message.Outcome;
import io.orderflow.service.stage.Changes;
import io.orderflow.service.web.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Offers the actions of clients on a payment; the saga of its order sends all others. */
@RestController
@Changes(readModels = "orders", document = "/orders/{paymentId}")
@Tag(name = "Payments")
@RequestMapping("/payments/{paymentId}")
public final class PaymentController {

    private final Commands commands;

    public PaymentController(Commands commands) {
        this.commands = commands;
    }

    /**
     * Asks the ledger to pay back the whole amount. The answer says that this is requested, not that the money has
     * arrived.
     */
    @PostMapping("/refund")
    @IdempotencyKeyRequired
    @Operation(operationId = "refundPayment", summary = "Refunds a captured payment in full")
    ResponseEntity<PaymentChanged> refund(
            @Parameter(description = "The identifier of the payment is that of its order", example = "order-1") @PathVariable PaymentId paymentId,
            @Valid @RequestBody(required = false) @Nullable RefundRequest request, IfMatch ifMatch) {
        Outcome outcome = commands.send(new RefundPayment(paymentId), ifMatch,
                request == null ? null : request.reason());
        return Answers.ok(outcome, new PaymentChanged(paymentId, outcome.version()));
    }

    /** Repeats the request to the ledger. Its answer counts, whichever request it answers. */
    @PostMapping("/retry")
    @Operation(operationId = "retryPayment", summary = "Repeats the request to the ledger whose answer a payment waits for", description = "409 when the payment waits for no answer.")
    ResponseEntity<PaymentChanged> retry(
            @Parameter(description = "The identifier of the payment is that of its order", example = "order-1") @PathVariable PaymentId paymentId,
            IfMatch ifMatch) {
        Outcome outcome = commands.send(new RetryPayment(paymentId), ifMatch);
        return Answers.ok(outcome, new PaymentChanged(paymentId, outcome.version()));
    }

    /** The answer to a change of a payment. */
    record PaymentChanged(PaymentId paymentId, long version) {}
}
