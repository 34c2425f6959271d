package io.orderflow.notification.inbox;

import io.orderflow.service.message.Page;
import io.orderflow.service.web.NotFound;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the messages that could not be read. */
@RestController
@OperatorController
@Tag(name = "Notifications")
class SetAsideController {

    private final SetAsideEvents events;

    SetAsideController(SetAsideEvents events) {
        this.events = events;
    }

    @GetMapping("/set-aside-events")
    @Operation(operationId = "findSetAsideEvents", summary = "Lists the messages that could not be read as integration events", description = "They had no effect. "
            + "A release that can read them gets them by a replay of the relay to the queue or topic; what was handled "
            + "before changes nothing then.")
    Page<SetAsideEvent> list(@RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return events.list(cursor, limit);
    }

    @DeleteMapping("/set-aside-events/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteSetAsideEvent", summary = "Removes a message that could not be read, for good")
    @ApiResponse(responseCode = "204", description = "It is removed")
    void remove(@PathVariable String id) {
        if (!events.remove(id)) {
            throw new NotFound("No message " + id + " is set aside");
        }
    }
}
