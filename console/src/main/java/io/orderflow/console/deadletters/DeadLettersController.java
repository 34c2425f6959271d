package io.orderflow.console.deadletters;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiProblem;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.deadletters.DeadLetters.Decisions;
import io.orderflow.console.deadletters.DeadLetters.FirstEvent;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The events that could not be handled: by queue, one sequence with its event, and what was given up. */
@Controller
@RequestMapping("/dead-letters")
final class DeadLettersController {

    private static final String OPERATIONS = "operations";
    private static final String SEQUENCE = "/dead-letters/{group}/{sequence}";
    private static final String BACK = "redirect:" + SEQUENCE;
    private static final int ROWS = 50;
    private static final int MOST_ROWS = 200;
    private static final int MOST_PAGES = 5;

    private final Api api;
    private final Viewers viewers;

    DeadLettersController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @GetMapping
    String list(LetterFilter filter, @RequestParam(required = false) @Nullable String cursor, Model model) {
        Reading<Page<DeadLetters>> letters = PageModel.add(model, "letters", api.list(filter
                .on(ApiRequest.get("/dead-letters"))
                .with("limit", ROWS)
                .with("cursor", cursor), DeadLetters.class));
        model.addAttribute("queues", queues(letters));
        model.addAttribute("filter", filter);
        Pager.add(model, filter.parameters(), cursor, letters);
        return "dead-letters";
    }

    /** How many sequences of each queue the page has. */
    private static SortedMap<String, Integer> queues(Reading<Page<DeadLetters>> letters) {
        SortedMap<String, Integer> queues = new TreeMap<>();
        letters.list(Page::items).forEach(one -> queues.merge(one.group(), 1, Integer::sum));
        return queues;
    }

    /** Shows a sequence with its first event, which the event log has. */
    @GetMapping("/{group}/{sequence}")
    String show(@PathVariable String group, @PathVariable String sequence, Model model) {
        DeadLetters letter = matching(new LetterFilter(group, null, null)).stream()
                .filter(one -> one.sequence().equals(sequence))
                .findFirst()
                .orElse(null);
        model.addAttribute("letter", letter);
        if (letter != null && letter.position() != null) {
            PageModel.add(model, "event", api.read(ApiRequest.get("/events/{position}", letter.position()),
                    FirstEvent.class));
        }
        PageModel.mention(model, ApiRequest.get("/dead-letters").with("group", group));
        PageModel.mention(model, ApiRequest.post(SEQUENCE + "/retry", group, sequence));
        PageModel.mention(model, ApiRequest.delete(SEQUENCE, group, sequence).with("reason", "…"));
        model.addAttribute("group", group);
        model.addAttribute("sequence", sequence);
        return "dead-letter";
    }

    /** The sequences that match, up to a number of pages. */
    private List<DeadLetters> matching(LetterFilter filter) {
        List<DeadLetters> found = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Page<DeadLetters> page = api.list(filter.on(ApiRequest.get("/dead-letters"))
                    .with("limit", MOST_ROWS)
                    .with("cursor", cursor), DeadLetters.class).orThrow();
            found.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && ++pages < MOST_PAGES);
        return found;
    }

    /** Shows how many sequences match before anything happens. */
    @GetMapping("/retry")
    String previewRetry(LetterFilter filter, Model model) {
        model.addAttribute("filter", filter);
        model.addAttribute("matching", matching(filter));
        return "dead-letters-retry";
    }

    @PostMapping("/retry")
    String retryAll(LetterFilter filter, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        return Actions.then(after, "redirect:/dead-letters", () -> {
            int tried = 0;
            String refusal = "";
            for (DeadLetters one : matching(filter)) {
                try {
                    api.send(ApiRequest.post(SEQUENCE + "/retry", one.group(), one.sequence()));
                    tried++;
                } catch (ApiProblem refused) {
                    refusal = " Others were refused, the last one because: " + refused.getMessage();
                }
            }
            return "Tried again: " + tried + ". Each is resolved when it is no longer listed." + refusal;
        });
    }

    @GetMapping("/{group}/given-up")
    String givenUp(@PathVariable String group, Model model) {
        PageModel.add(model, "decisions", api.read(ApiRequest.get("/dead-letters/{group}/given-up", group)
                .with("limit", ROWS), Decisions.class));
        model.addAttribute("group", group);
        return "given-up";
    }

    @PostMapping("/{group}/{sequence}/retry")
    String retry(@PathVariable String group, @PathVariable String sequence, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        after.addAllAttributes(Map.of("group", group, "sequence", sequence));
        return Actions.then(after, BACK, () -> {
            api.send(ApiRequest.post(SEQUENCE + "/retry", group, sequence));
            return "The sequence is tried again. It is resolved when it is no longer listed.";
        });
    }

    @PostMapping("/{group}/{sequence}/give-up")
    String giveUp(@PathVariable String group, @PathVariable String sequence, @RequestParam String reason,
            RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        after.addAllAttributes(Map.of("group", group, "sequence", sequence));
        return Actions.then(after, BACK, () -> {
            api.send(ApiRequest.delete(SEQUENCE, group, sequence).body(Map.of("reason", reason)));
            return "The event is given up, and those behind it are handled.";
        });
    }
}
