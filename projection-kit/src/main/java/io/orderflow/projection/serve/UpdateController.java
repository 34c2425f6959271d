package io.orderflow.projection.serve;

import io.orderflow.projection.api.UpdateStream;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Streams the changes of any document. */
@RestController
@OperatorController
@Tag(name = "Projections")
class UpdateController {

    private final UpdateStream stream;

    UpdateController(UpdateStream stream) {
        this.stream = stream;
    }

    @GetMapping("/projections/{name}/updates")
    @Operation(operationId = "watchDocument", summary = "Shows a document and its changes as they happen, as server-sent events", description = "Events: update (the whole document; with stale and heldBackBy when events of it wait as dead letters), "
            + "gone, overflow (the client read too slowly), end. The id of an event identifies the state that was sent; a "
            + "client that sends it as Last-Event-ID does not get that state again.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/event-stream"))
    void watch(@Parameter(example = "orders") @PathVariable String name,
            @Parameter(example = "order-1") @RequestParam String key, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        stream.open(name, key, "document " + key + " of " + name, Optional::of, request, response);
    }
}
