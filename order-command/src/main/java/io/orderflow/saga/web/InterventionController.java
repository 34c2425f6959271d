package io.orderflow.saga.web;

import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderId;
import io.orderflow.saga.OrderLetters;
import io.orderflow.saga.SagaCommand.CancelFulfilment;
import io.orderflow.saga.SagaCommand.Intervention;
import io.orderflow.saga.SagaCommand.RetryStep;
import io.orderflow.saga.SagaCommand.SkipStep;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.message.Outcome;
import io.orderflow.service.stage.Changes;
import io.orderflow.service.stage.Changes.Process;
import io.orderflow.service.web.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Offers an operator's interventions in a process that is stuck. Where it is stuck because an event of the order could
 * not be handled, each action also has that event handled again, because the action's own requests wait behind the
 * event.
 */
@RestController
@Tag(name = "Sagas")
@RequestMapping("/sagas/{orderId}")
public class InterventionController {

    private static final String SAGAS = "sagas";
    private static final String SAGA = "/sagas/{orderId}";

    private final Commands commands;
    private final OrderLetters letters;

    InterventionController(Commands commands, OrderLetters letters) {
        this.commands = commands;
        this.letters = letters;
    }

    @PostMapping("/retry")
    @Changes(readModels = {SAGAS,
            "orders"}, document = SAGA, process = @Process(readModel = SAGAS, document = SAGA, key = "orderId", rests = {
                    "AWAITING_SHIPMENT", "COMPLETED", "COMPENSATED"}))
    @Operation(operationId = "retrySaga", summary = "Repeats the requests whose answers the step of an order's process waits for", description = "A process that waits for the shipment asks the order whether it has been shipped. 409 at the end of the process. The reason is recorded.")
    ResponseEntity<SagaAnswer> retry(@PathVariable OrderId orderId, @Valid @RequestBody InterventionRequest request,
            IfMatch ifMatch) {
        return intervene(new RetryStep(orderId, request.reason()), ifMatch);
    }

    @PostMapping("/skip")
    @Changes(readModels = {SAGAS,
            "orders"}, document = SAGA, process = @Process(readModel = SAGAS, document = SAGA, key = "orderId", rests = {
                    "AWAITING_SHIPMENT", "COMPLETED", "COMPENSATED"}))
    @Operation(operationId = "skipStep", summary = "Ends the step of an order's process without the answers that it waits for", description = "The missing answers are written off. 409 unless the order is shipped or closed. After the end the process repeats the requests whose answers were written off. The reason is recorded.")
    ResponseEntity<SagaAnswer> skip(@PathVariable OrderId orderId, @Valid @RequestBody InterventionRequest request,
            IfMatch ifMatch) {
        return intervene(new SkipStep(orderId, request.reason()), ifMatch);
    }

    @PostMapping("/cancellation")
    @Changes(readModels = {SAGAS,
            "orders"}, document = SAGA, process = @Process(readModel = SAGAS, document = SAGA, key = "orderId", rests = "COMPENSATED"))
    @Operation(operationId = "cancelSaga", summary = "Cancels an order, and releases its stock and its payment", description = "409 when the order is shipped, or is being undone already. The reason is recorded.")
    ResponseEntity<SagaAnswer> cancel(@PathVariable OrderId orderId, @Valid @RequestBody InterventionRequest request,
            IfMatch ifMatch) {
        ResponseEntity<SagaAnswer> answer = intervene(new CancelFulfilment(orderId, request.reason()), ifMatch);
        // The order decides, and its refusal is the answer. The process records the refusal as well.
        commands.sendFurther(new CancelOrder(orderId, request.reason()));
        return answer;
    }

    private ResponseEntity<SagaAnswer> intervene(Intervention command, IfMatch ifMatch) {
        Outcome outcome = commands.send(command, ifMatch);
        letters.retry(command.orderId());
        return Answers.ok(outcome, new SagaAnswer(command.orderId(), outcome.version()));
    }
}
