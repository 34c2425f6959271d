package io.orderflow.console.deadlines;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.Moments;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The deadlines to come, the soonest first; each can be moved or cancelled, with a reason. */
@Controller
final class DeadlinesController {

    private static final String OPERATIONS = "operations";
    private static final String PATH = "/deadlines";
    private static final String BACK = "redirect:" + PATH;
    private static final int ROWS = 25;

    private final Api api;
    private final Viewers viewers;

    DeadlinesController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @GetMapping(PATH)
    String list(DeadlineFilter filter, @RequestParam(required = false) @Nullable String cursor, Model model) {
        Reading<Page<Deadline>> deadlines = PageModel.add(model, "deadlines",
                api.list(filter.on(ApiRequest.get(PATH)).with("limit", ROWS)
                        .with("cursor", cursor), Deadline.class));
        model.addAttribute("filter", filter);
        Pager.add(model, filter.parameters(), cursor, deadlines);
        return "deadlines";
    }

    @PostMapping(PATH + "/{deadlineId}/move")
    String move(@PathVariable String deadlineId, @RequestParam String due, @RequestParam String reason,
            RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        return Actions.then(after, BACK, () -> {
            String moment = Moments.ofField(due);
            api.send(ApiRequest.post("/deadlines/{deadlineId}/move", deadlineId)
                    .body(Map.of("due", moment == null ? "" : moment, "reason", reason)));
            return "The deadline is moved.";
        });
    }

    @PostMapping(PATH + "/{deadlineId}/cancellation")
    String cancel(@PathVariable String deadlineId, @RequestParam String reason, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        return Actions.then(after, BACK, () -> {
            api.send(ApiRequest.post("/deadlines/{deadlineId}/cancellation", deadlineId)
                    .body(Map.of("reason", reason)));
            return "The deadline is cancelled: the process now waits for its answer without a limit.";
        });
    }
}
