package io.orderflow.console.batch;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiAnswer;
import io.orderflow.console.api.ApiProblem;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
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

    private static final String OPERATIONS = "operations";
    private static final String PATH = "/saga-batches";
    private static final String BATCH = PATH + "/{id}";
    private static final int PAGE = 50;
    private static final BatchFilter WORDS = new BatchFilter();

    private final Api api;
    private final Viewers viewers;

    SagaBatchController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    /** How many items a filter selects now; {@code more} where counting ended before the last one. */
    public record Count(long count, boolean more) {}

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        model.addAttribute("words", WORDS);
        Reading<Page<Batch>> batches = PageModel.add(model, "batches", api.list(ApiRequest.get(PATH)
                .with("limit", PAGE)
                .with("cursor", cursor), Batch.class));
        Pager.add(model, Map.of(), cursor, batches);
        return "batches";
    }

    /** Shows how many items the filter selects before anything happens. */
    @GetMapping("/new")
    String preview(@RequestParam Map<String, String> parameters, Model model) {
        Map<String, String> filter = BatchFilter.of(parameters);
        model.addAttribute("words", WORDS);
        model.addAttribute("filter", filter);
        model.addAttribute("action", action(parameters.get("action")));
        PageModel.add(model, "count", api.read(BatchFilter.on(ApiRequest.get("/saga-count"), filter), Count.class));
        return "batch-preview";
    }

    @PostMapping
    String start(@RequestParam Map<String, String> parameters, @RequestParam String reason,
            @RequestParam long expected, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
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
        model.addAttribute("words", WORDS);
        PageModel.add(model, "batch", api.read(ApiRequest.get(BATCH, id), Batch.class)).orThrow();
        Reading<Page<BatchItem>> items = PageModel.add(model, "items", api.list(ApiRequest.get(BATCH + "/items", id)
                .with("limit", PAGE)
                .with("cursor", cursor), BatchItem.class));
        Pager.add(model, Map.of(), cursor, items);
        return "batch";
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable String id, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        after.addAttribute("id", id);
        return Actions.then(after, "redirect:" + PATH + "/{id}", () -> {
            api.send(ApiRequest.delete(BATCH, id));
            return "The batch ends after the items it is at. What is done stays done.";
        });
    }

    private BatchAction action(@Nullable String name) {
        return BatchAction.named(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
