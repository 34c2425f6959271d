package io.orderflow.order.web;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ShipOrder;
import io.orderflow.api.order.OrderId;
import io.orderflow.service.idempotency.IdempotencyKeyRequired;
import io.orderflow.service.idempotency.NewId;
import io.orderflow.service.message.Caller;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.message.Outcome;
import io.orderflow.service.stage.Changes;
import io.orderflow.service.stage.Changes.Process;
import io.orderflow.service.web.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Offers the actions of customers and of the warehouse on an order. */
@RestController
@Tag(name = "Orders")
@RequestMapping("/orders")
public class OrderController {

    private static final String ORDERS = "orders";
    private static final String ORDER = "/orders/{orderId}";
    private static final String SAGAS = "sagas";
    private static final String SAGA = "/sagas/{orderId}";
    private static final String ORDER_ID = "orderId";

    private final Commands commands;

    OrderController(Commands commands) {
        this.commands = commands;
    }

    @PostMapping
    @IdempotencyKeyRequired
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "placeOrder", summary = "Places an order")
    @Changes(readModels = ORDERS, document = ORDER, process = @Process(readModel = SAGAS, document = SAGA, key = ORDER_ID, rests = {
            "AWAITING_SHIPMENT", "COMPLETED", "COMPENSATED"}))
    ResponseEntity<OrderAnswer> place(@Valid @RequestBody PlaceOrderRequest request, NewId newId,
            IfMatch ifMatch) {
        Caller.current().ownerOfNew(request.customerId().value());
        OrderId order = Objects.requireNonNullElseGet(request.orderId(), () -> new OrderId(newId.value()));
        Outcome outcome = commands.send(request.toCommand(order), ifMatch);
        return Answers.created(outcome, URI.create("/orders/" + order.value()),
                new OrderAnswer(order, outcome.version()));
    }

    @PostMapping("/{orderId}/cancellation")
    @Operation(operationId = "cancelOrder", summary = "Cancels an order that has not been shipped")
    @Changes(readModels = ORDERS, document = ORDER, process = @Process(readModel = SAGAS, document = SAGA, key = ORDER_ID, rests = "COMPENSATED"))
    ResponseEntity<OrderAnswer> cancel(@PathVariable OrderId orderId, @Valid @RequestBody CancellationRequest request,
            IfMatch ifMatch) {
        Outcome outcome = commands.send(new CancelOrder(orderId, request.reason()), ifMatch);
        return Answers.ok(outcome, new OrderAnswer(orderId, outcome.version()));
    }

    @PostMapping("/{orderId}/shipment")
    @Operation(operationId = "shipOrder", summary = "Ships a confirmed order")
    @Changes(readModels = ORDERS, document = ORDER, process = @Process(readModel = SAGAS, document = SAGA, key = ORDER_ID, rests = "COMPLETED"))
    ResponseEntity<OrderAnswer> ship(@PathVariable OrderId orderId,
            @Valid @RequestBody(required = false) @Nullable ShipmentRequest request, IfMatch ifMatch) {
        ShipmentRequest shipment = Objects.requireNonNullElse(request, ShipmentRequest.UNKNOWN);
        Outcome outcome = commands.send(new ShipOrder(orderId, shipment.carrier(), shipment.trackingNumber()),
                ifMatch);
        return Answers.ok(outcome, new OrderAnswer(orderId, outcome.version()));
    }
}
