package io.orderflow.saga.web;

import io.orderflow.api.Times;
import io.orderflow.api.saga.DeadlineId;
import io.orderflow.saga.SagaCommand.CancelDeadline;
import io.orderflow.saga.SagaCommand.DeadlineChange;
import io.orderflow.saga.SagaCommand.MoveDeadline;
import io.orderflow.service.message.Commands;
import io.orderflow.service.message.IfMatch;
import io.orderflow.service.message.Outcome;
import io.orderflow.service.stage.Changes;
import io.orderflow.service.web.Answers;
import io.orderflow.service.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves and cancels the deadlines of processes. */
@RestController
@Tag(name = "Deadlines")
@RequestMapping("/deadlines/{deadlineId}")
@Changes(readModels = "sagas", document = "/sagas/{orderId}")
public class DeadlineController {

    private final Commands commands;

    DeadlineController(Commands commands) {
        this.commands = commands;
    }

    @PostMapping("/move")
    @Operation(operationId = "moveDeadline", summary = "Moves the deadline of what a process waits for", description = "At the earlier time nothing happens. 409 when the deadline has passed, was cancelled, or is no longer needed because the request is answered. The reason is recorded. If-Match takes the version of the saga.")
    ResponseEntity<DeadlineAnswer> move(@Parameter(example = "o1.4") @PathVariable String deadlineId,
            @Valid @RequestBody DeadlineMove request, IfMatch ifMatch) {
        DeadlineId deadline = require(deadlineId);
        Instant due = Times.moment("due", request.due());
        return change(deadline, due, new MoveDeadline(deadline.orderId(), deadline.ask(), due, request.reason()),
                ifMatch);
    }

    @PostMapping("/cancellation")
    @Operation(operationId = "cancelDeadline", summary = "Cancels the deadline of what a process waits for", description = "The process then waits for the answer without an end, until POST /sagas/{orderId}/retry makes it ask again, with a deadline. 409 as for a move. The reason is recorded. If-Match takes the version of the saga.")
    ResponseEntity<DeadlineAnswer> cancel(@Parameter(example = "o1.4") @PathVariable String deadlineId,
            @Valid @RequestBody InterventionRequest request, IfMatch ifMatch) {
        DeadlineId deadline = require(deadlineId);
        return change(deadline, null, new CancelDeadline(deadline.orderId(), deadline.ask(), request.reason()),
                ifMatch);
    }

    private ResponseEntity<DeadlineAnswer> change(DeadlineId deadline, @Nullable Instant due, DeadlineChange command,
            IfMatch ifMatch) {
        Outcome outcome = commands.send(command, ifMatch);
        return Answers.ok(outcome,
                new DeadlineAnswer(deadline.toString(), deadline.orderId(), due, outcome.version()));
    }

    private static DeadlineId require(String deadlineId) {
        return DeadlineId.find(deadlineId).orElseThrow(() -> new NotFound("No deadline " + deadlineId));
    }
}
