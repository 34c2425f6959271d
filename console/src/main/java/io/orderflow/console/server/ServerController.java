package io.orderflow.console.server;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The event server: who is connected to it, how its clients' event processors stand, and its store. */
@Controller
final class ServerController {

    private static final String OPERATIONS = "operations";
    private static final String PROCESSOR = "/server/processors/{component}/{name}/";
    private static final Set<String> ACTIONS = Set.of("pause", "start", "split", "merge");
    private static final String BACK = "redirect:/server";

    private final Api api;
    private final Viewers viewers;

    ServerController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @GetMapping("/server")
    String show(Model model) {
        api.ahead(ApiRequest.get("/server"), ApiRequest.get("/server/processors"), ApiRequest.get("/server/backups"));
        PageModel.add(model, "server", api.read(ApiRequest.get("/server"), ServerStatus.class));
        PageModel.add(model, "processors", api.list(ApiRequest.get("/server/processors"), EventProcessor.class));
        PageModel.add(model, "backups", api.list(ApiRequest.get("/server/backups"), BackupRecord.class));
        return "server";
    }

    @PostMapping(PROCESSOR + "steer")
    String steer(@PathVariable String component, @PathVariable String name, @RequestParam String action,
            @RequestParam(required = false) @Nullable String tokenStore, @RequestParam String reason,
            RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        if (!ACTIONS.contains(action)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return Actions.then(after, BACK, () -> {
            api.send(ApiRequest.post(PROCESSOR + action, component, name)
                    .with("tokenStore", tokenStore)
                    .body(Map.of("reason", reason)));
            return "The application was asked to " + action + " " + name + "; its state below follows within seconds.";
        });
    }

    @PostMapping("/server/backups")
    String backUp(@RequestParam String reason, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        return Actions.then(after, BACK, () -> {
            api.send(ApiRequest.post("/server/backups").body(Map.of("reason", reason)));
            return "The backup has begun.";
        });
    }
}
