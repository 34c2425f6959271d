package io.orderflow.console.eventlog;

import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.ApiStreams;
import io.orderflow.console.api.Reading;
import io.orderflow.console.eventlog.LogPage.Neighbours;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The event log, the newest event first, and one event with its neighbours. */
@Controller
final class EventsController {

    private static final int ROWS = 50;
    private static final int NEIGHBOURS = 10;
    /** The kinds of streams in the log, as {@code ARCHITECTURE.md} names them. */
    private static final List<String> KINDS = List.of("order", "saga", "payment", "stock", "account", "request",
            "letter");

    private final Api api;
    private final ApiStreams streams;

    EventsController(Api api, ApiStreams streams) {
        this.api = api;
        this.streams = streams;
    }

    /** @param paused whether the page stays as it is; its first page follows the log otherwise */
    @GetMapping("/events")
    String list(EventFilter filter, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "false") boolean paused, Model model) {
        Reading<LogPage> log = PageModel.add(model, "log",
                api.read(filter.on(ApiRequest.get("/events")).with("limit", ROWS)
                        .with("cursor", cursor), LogPage.class));
        PageModel.mention(model, filter.onTail(ApiRequest.get("/events/updates")));
        model.addAttribute("filter", filter);
        LogPage page = log.value();
        Pager.add(model, filter.parameters(), cursor, page == null ? null : page.next());
        model.addAttribute("paged", cursor != null);
        model.addAttribute("paused", paused);
        model.addAttribute("live", cursor == null && !paused && log.problem() == null);
        model.addAttribute("kinds", KINDS);
        Map<String, @Nullable String> parameters = filter.parameters();
        model.addAttribute("resumeUrl", Pager.query(parameters));
        parameters.put("paused", "true");
        model.addAttribute("pauseUrl", Pager.query(parameters));
        return "events";
    }

    /** Tells the page that there are new events, which it then fetches. */
    @GetMapping(path = "/events/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(EventFilter filter) {
        return streams.changes(filter.onTail(ApiRequest.get("/events/updates")), "change");
    }

    /** Jumps to a position. */
    @GetMapping(path = "/events", params = "position")
    String jump(@RequestParam String position, RedirectAttributes after) {
        String digits = position.replaceAll("[^0-9]", "");
        if (digits.isEmpty()) {
            return "redirect:/events";
        }
        after.addAttribute("position", digits);
        return "redirect:/events/{position}";
    }

    @GetMapping("/events/{position}")
    String show(@PathVariable String position, Model model) {
        PageModel.add(model, "around", api.read(ApiRequest.get("/events/{position}", position).with("neighbours",
                NEIGHBOURS), Neighbours.class));
        model.addAttribute("position", position);
        return "event";
    }
}
