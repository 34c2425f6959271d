package io.orderflow.projection.web;

import io.orderflow.projection.Rebuild;
import io.orderflow.projection.Rebuilds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Rebuilds")
class RebuildController {

    private final Rebuilds rebuilds;

    RebuildController(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** Has no settings yet: a rebuild is always whole. A body with any field is refused. */
    record Settings() {}

    @PostMapping("/projections/{name}/rebuilds")
    @Operation(summary = "Rebuilds a read model from the first event, beside the one that serves")
    ResponseEntity<Rebuild> start(@PathVariable String name,
            @RequestBody(required = false) @Nullable Settings settings) {
        Rebuild rebuild = rebuilds.start(name);
        return ResponseEntity.accepted().location(URI.create("/rebuilds/" + rebuild.rebuildId())).body(rebuild);
    }

    @GetMapping("/rebuilds/{id}")
    @Operation(summary = "Shows how far a rebuild is")
    Rebuild find(@PathVariable String id) {
        return rebuilds.find(id);
    }

    @DeleteMapping("/rebuilds/{id}")
    @Operation(summary = "Cancels a rebuild and drops what it has built")
    ResponseEntity<Rebuild> cancel(@PathVariable String id) {
        return ResponseEntity.accepted().body(rebuilds.cancel(id));
    }
}
