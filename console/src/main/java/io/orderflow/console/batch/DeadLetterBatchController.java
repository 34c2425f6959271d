package io.orderflow.console.batch;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiAnswer;
import io.orderflow.console.api.ApiProblem;
import io.orderflow.console.api.ApiRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Retries of all dead letters that a filter selects: a batch for each queue, its progress, and what became of each
 * sequence. The framework calls it on the threads of requests; it keeps nothing of them.
 */
@Controller
@RequestMapping("/dead-letter-batches")
final class DeadLetterBatchController {

    private static final String PATH = "/dead-letter-batches";

    private final Api api;
    private final Viewers viewers;
    private final BatchPages pages;

    DeadLetterBatchController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
        this.pages = new BatchPages(BatchKind.DEAD_LETTERS, api, viewers);
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        return pages.list(cursor, model);
    }

    /**
     * Begins a batch for each queue.
     *
     * @param group    the queues
     * @param expected how many sequences of each its preview has shown, in the same order
     */
    @PostMapping
    String start(@RequestParam List<String> group, @RequestParam List<Long> expected,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String cause, @RequestParam String reason,
            RedirectAttributes after) {
        viewers.current().require(BatchPages.OPERATIONS);
        String begun = "";
        try {
            for (int i = 0; i < Math.min(group.size(), expected.size()); i++) {
                begun = begin(group.get(i), expected.get(i), type, cause, reason);
            }
        } catch (ApiProblem refused) {
            after.addFlashAttribute("refusal", refused.getMessage());
            return "redirect:/dead-letters";
        }
        if (group.size() > 1) {
            after.addFlashAttribute("notice", "A batch has begun for each of the " + group.size() + " queues.");
            return "redirect:" + PATH;
        }
        after.addAttribute("id", begun);
        return "redirect:" + PATH + "/{id}";
    }

    private String begin(String group, long expected, @Nullable String type, @Nullable String cause, String reason) {
        Map<String, String> filter = new LinkedHashMap<>();
        filter.put("group", group);
        put(filter, "type", type);
        put(filter, "cause", cause);
        ApiAnswer answer = api.send(ApiRequest.post(PATH)
                .body(Map.of("reason", reason, "filter", filter, "expected", expected)));
        return answer.createdId().orElseGet(() -> answer.as(Batch.class).batchId());
    }

    private static void put(Map<String, String> filter, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            filter.put(name, value.strip());
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
}
