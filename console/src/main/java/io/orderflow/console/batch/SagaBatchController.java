package io.orderflow.console.batch;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiAnswer;
import io.orderflow.console.api.ApiProblem;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.page.PageModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * An action on all processes that a filter selects: its preview with their number, its progress, and what became of each.
 * The framework calls it on the threads of requests; it keeps nothing of them.
 */
@Controller
@RequestMapping("/saga-batches")
final class SagaBatchController {

    private static final String PATH = "/saga-batches";

    private final Api api;
    private final Viewers viewers;
    private final BatchPages pages;

    SagaBatchController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
        this.pages = new BatchPages(BatchKind.SAGAS, api, viewers);
    }

    /** How many items a filter selects now; {@code more} where counting ended before the last one. */
    public record Count(long count, boolean more) {}

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        return pages.list(cursor, model);
    }

    /** Shows how many items the filter selects before anything happens. */
    @GetMapping("/new")
    String preview(@RequestParam Map<String, String> parameters, Model model) {
        Map<String, String> filter = BatchFilter.of(parameters);
        pages.describe(model);
        model.addAttribute("filter", filter);
        model.addAttribute("action", action(parameters.get("action")));
        PageModel.add(model, "count", api.read(BatchFilter.on(ApiRequest.get("/saga-count"), filter), Count.class));
        return "batch-preview";
    }

    @PostMapping
    String start(@RequestParam Map<String, String> parameters, @RequestParam String reason,
            @RequestParam long expected, RedirectAttributes after) {
        viewers.current().require(BatchPages.OPERATIONS);
        Map<String, String> filter = BatchFilter.of(parameters);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("action", action(parameters.get("action")).name());
        body.put("reason", reason);
        body.put("filter", BatchFilter.json(filter));
        body.put("expected", expected);
        try {
            ApiAnswer answer = api.send(ApiRequest.post(PATH).body(body));
            String id = answer.createdId().orElseGet(() -> answer.as(Batch.class).batchId());
            after.addAttribute("id", id);
            return "redirect:" + PATH + "/{id}";
        } catch (ApiProblem refused) {
            after.addFlashAttribute("refusal", refused.getMessage());
            after.addAllAttributes(filter);
            after.addAttribute("action", parameters.get("action"));
            return "redirect:" + PATH + "/new";
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, @RequestParam(required = false) @Nullable String cursor, Model model) {
        return pages.show(id, cursor, model);
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable String id, RedirectAttributes after) {
        return pages.cancel(id, after);
    }

    private BatchAction action(@Nullable String name) {
        return BatchAction.named(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
