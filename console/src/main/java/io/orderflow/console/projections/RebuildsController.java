package io.orderflow.console.projections;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.ApiStreams;
import io.orderflow.console.api.ApiStreams.Message;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One rebuild: its progress as it happens, how its documents differ, and whether they begin to serve. */
@Controller
final class RebuildsController {

    private static final String OPERATIONS = "operations";
    private static final Pattern ENDED = Pattern.compile("\"endedAt\"\\s*:\\s*\"");

    private final Api api;
    private final ApiStreams streams;
    private final Viewers viewers;

    RebuildsController(Api api, ApiStreams streams, Viewers viewers) {
        this.api = api;
        this.streams = streams;
        this.viewers = viewers;
    }

    @GetMapping("/rebuilds/{id}")
    String show(@PathVariable String id, Model model) {
        Rebuild rebuild = PageModel.add(model, "rebuild", api.read(ApiRequest.get("/rebuilds/{id}", id),
                Rebuild.class)).orThrow();
        PageModel.mention(model, progress(id));
        if (rebuild.isWaiting()) {
            PageModel.mention(model, ApiRequest.post("/rebuilds/{id}/promotion", id));
        }
        if (!rebuild.isEnded()) {
            PageModel.mention(model, ApiRequest.delete("/rebuilds/{id}", id));
        }
        return "rebuild";
    }

    /** Tells the page of each change of the rebuild, which it then fetches. */
    @GetMapping(path = "/rebuilds/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String id) {
        return streams.follow(progress(id), event -> new Message(ENDED.matcher(event.data()).find()
                ? "finished"
                : "progress", event.name()));
    }

    private static ApiRequest progress(String id) {
        return ApiRequest.get("/rebuilds/{id}/progress", id);
    }

    @PostMapping("/rebuilds/{id}/promotion")
    String promote(@PathVariable String id, @RequestParam String reason, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        after.addAttribute("id", id);
        return Actions.then(after, "redirect:/rebuilds/{id}", () -> {
            api.send(ApiRequest.post("/rebuilds/{id}/promotion", id).body(Map.of("reason", reason)));
            return "The documents of the rebuild serve.";
        });
    }

    @PostMapping("/rebuilds/{id}/cancel")
    String cancel(@PathVariable String id, @RequestParam String reason, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        after.addAttribute("id", id);
        return Actions.then(after, "redirect:/rebuilds/{id}", () -> {
            api.send(ApiRequest.delete("/rebuilds/{id}", id).body(Map.of("reason", reason)));
            return "The rebuild is cancelled; its documents are dropped within seconds.";
        });
    }
}
