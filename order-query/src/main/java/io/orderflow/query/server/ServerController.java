package io.orderflow.query.server;

import io.orderflow.api.server.ProcessorInstruction;
import io.orderflow.query.server.ServerView.Application;
import io.orderflow.query.server.ServerView.Commit;
import io.orderflow.query.server.ServerView.Store;
import io.orderflow.service.backup.PlatformBackup;
import io.orderflow.service.web.OperatorController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the event server and its clients to operators, and has them do things. */
@RestController
@OperatorController
@Tag(name = "Event server")
final class ServerController {

    private static final String TOKEN_STORE = "The tokenStore of the processor, where several of the component have its name";
    private static final String INSTRUCTED = "The server has passed it on, and the clients have answered";

    private final EventServer server;
    private final ServerActions actions;
    private final CommitMeters meters;

    ServerController(EventServer server, ServerActions actions, CommitMeters meters) {
        this.server = server;
        this.actions = actions;
        this.meters = meters;
    }

    /** The event processors of all clients. */
    record ProcessorList(List<ProcessorView> items) {}

    /** The backups that there are, the newest first. */
    record BackupList(List<PlatformBackup> items) {}

    @GetMapping("/server")
    @Operation(operationId = "getServer", summary = "Shows the event server: what it stores, how it writes, and which applications are connected", description = "What the server or this process does not tell is absent, and named in unavailable. Each of the services shows the "
            + "clients of its own context.")
    ServerView show() {
        List<String> unavailable = new ArrayList<>();
        Store store = meters.withSize(server.store());
        Commit commit = meters.commit();
        if (commit == null) {
            unavailable
                    .add("store.bytes and commit: the server is another process; see its own metrics, axon_server_*");
        }
        return new ServerView(server.address(), contexts(unavailable), store, commit, applications(unavailable),
                unavailable);
    }

    /** Servers of the vendor may tell of contexts and applications only to clients with a role for administration. */
    private List<String> contexts(List<String> unavailable) {
        try {
            return server.contexts();
        } catch (ServerRefusal refused) {
            unavailable.add("contexts: " + refused.getMessage());
            return List.of(server.context());
        }
    }

    private List<Application> applications(List<String> unavailable) {
        try {
            return server.applications().stream().map(ServerViews::application).toList();
        } catch (ServerRefusal refused) {
            unavailable.add("applications: " + refused.getMessage());
            return List.of();
        }
    }

    @GetMapping("/server/processors")
    @Operation(operationId = "findProcessors", summary = "Lists the event processors of all clients, with their segments", description = "A segment that no client has claimed is not there. Projections have no such processor; /projections lists them.")
    ProcessorList processors() {
        return new ProcessorList(ServerViews.processors(server.applications(), server.context(),
                server.store().position()));
    }

    @PostMapping("/server/processors/{component}/{name}/pause")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "pauseProcessor", summary = "Pauses an event processor in all its clients; the reason is an event of the log")
    @ApiResponse(responseCode = "202", description = INSTRUCTED)
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: it cannot be done as things are", content = {})
    void pause(@PathVariable String component, @PathVariable String name,
            @Parameter(description = TOKEN_STORE) @RequestParam(required = false) @Nullable String tokenStore,
            @RequestBody @Valid ReasonRequest request) {
        instruct(component, name, ProcessorInstruction.PAUSE, tokenStore, request);
    }

    @PostMapping("/server/processors/{component}/{name}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "startProcessor", summary = "Starts an event processor that was paused; the reason is an event of the log")
    @ApiResponse(responseCode = "202", description = INSTRUCTED)
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: it cannot be done as things are", content = {})
    void start(@PathVariable String component, @PathVariable String name,
            @Parameter(description = TOKEN_STORE) @RequestParam(required = false) @Nullable String tokenStore,
            @RequestBody @Valid ReasonRequest request) {
        instruct(component, name, ProcessorInstruction.START, tokenStore, request);
    }

    @PostMapping("/server/processors/{component}/{name}/split")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "splitProcessor", summary = "Splits the largest segment of an event processor in two; the reason is an event of the log")
    @ApiResponse(responseCode = "202", description = INSTRUCTED)
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: it has no segments, or none is claimed", content = {})
    void split(@PathVariable String component, @PathVariable String name,
            @Parameter(description = TOKEN_STORE) @RequestParam(required = false) @Nullable String tokenStore,
            @RequestBody @Valid ReasonRequest request) {
        instruct(component, name, ProcessorInstruction.SPLIT, tokenStore, request);
    }

    @PostMapping("/server/processors/{component}/{name}/merge")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "mergeProcessor", summary = "Merges the smallest segment of an event processor with its other half; the reason is an event of the log")
    @ApiResponse(responseCode = "202", description = INSTRUCTED)
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: it has only one segment, or none is claimed", content = {})
    void merge(@PathVariable String component, @PathVariable String name,
            @Parameter(description = TOKEN_STORE) @RequestParam(required = false) @Nullable String tokenStore,
            @RequestBody @Valid ReasonRequest request) {
        instruct(component, name, ProcessorInstruction.MERGE, tokenStore, request);
    }

    private void instruct(String component, String name, ProcessorInstruction instruction, @Nullable String tokenStore,
            ReasonRequest request) {
        actions.instruct(component, name, instruction, tokenStore == null ? "" : tokenStore, request.reason());
    }

    @GetMapping("/server/backups")
    @Operation(operationId = "findBackups", summary = "Lists the backups that were begun here, the newest first", description = "They are directories of the machine that the platform runs on. Somebody has to copy them to another machine, and "
            + "to remove old ones.")
    @ApiResponse(responseCode = "200", description = "The backups")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: no process has all the data; the detail says what to use", content = {})
    BackupList backups() {
        return new BackupList(actions.backups());
    }

    @PostMapping("/server/backups")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "beginBackup", summary = "Begins a backup of the events and the documents, while the platform goes on; the reason is an event of the log")
    @ApiResponse(responseCode = "202", description = "The backup is being made; the list shows its state")
    @ApiResponse(responseCode = "409", description = "WRONG_STATE: another one is being made, or no process has all the data; the detail says what to "
            + "use", content = {})
    PlatformBackup beginBackup(@RequestBody @Valid ReasonRequest request) {
        return actions.beginBackup(request.reason());
    }
}
