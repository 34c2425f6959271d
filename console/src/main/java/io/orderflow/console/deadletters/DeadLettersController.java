package io.orderflow.console.deadletters;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiProblem;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.deadletters.DeadLetters.Decisions;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The events that could not be handled: by queue, one sequence with its event, and what was given up. */
@Controller
final class DeadLettersController {

    private static final String OPERATIONS = "operations";
    private static final String SEQUENCE = "/dead-letters/{group}/{sequence}";
    /** The path of a sequence, whatever its name; by the shorter one some names mean another list. */
    private static final String SEQUENCE_OF_ANY_NAME = "/dead-letters/{group}/sequences/{sequence}";
    private static final String BACK = "redirect:" + SEQUENCE;
    private static final int ROWS = 50;
    private static final int MOST_ROWS = 200;
    private static final int MOST_PAGES = 50;

    private final Api api;
    private final Viewers viewers;

    DeadLettersController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @GetMapping("/dead-letters")
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

    /** Shows a sequence with its first event and what was tried; one that waits no more is good news. */
    @GetMapping(SEQUENCE)
    String show(@PathVariable String group, @PathVariable String sequence, Model model) {
        ApiRequest request = ApiRequest.get(SEQUENCE_OF_ANY_NAME, group, sequence);
        Reading<DeadLetter> letter = api.read(request, DeadLetter.class);
        ApiProblem problem = letter.problem();
        boolean waitsNoMore = problem != null && problem.status() == 404;
        if (waitsNoMore) {
            PageModel.mention(model, request);
            model.addAttribute("letter", letter);
        } else {
            PageModel.add(model, "letter", letter);
        }
        model.addAttribute("waitsNoMore", waitsNoMore);
        PageModel.mention(model, ApiRequest.post(SEQUENCE + "/retry", group, sequence)
                .body(Map.of("reason", "…")));
        PageModel.mention(model, ApiRequest.delete(SEQUENCE, group, sequence).with("reason", "…"));
        model.addAttribute("group", group);
        model.addAttribute("sequence", sequence);
        return "dead-letter";
    }

    /** Shows how many sequences of each queue match before anything happens. */
    @GetMapping("/dead-letters/retry")
    String previewRetry(LetterFilter filter, Model model) {
        Map<String, DeadLetters.LetterCount> counts = new TreeMap<>();
        for (String group : filter.group() == null ? matchingGroups(filter) : Set.of(filter.group())) {
            Reading<DeadLetters.LetterCount> count = PageModel.add(model, "count", api.read(filter.of(group)
                    .on(ApiRequest.get("/dead-letter-count")), DeadLetters.LetterCount.class));
            if (count.isThere() && count.get().count() > 0) {
                counts.put(group, count.get());
            }
        }
        model.addAttribute("filter", filter);
        model.addAttribute("counts", counts);
        model.addAttribute("total", counts.values().stream().mapToLong(DeadLetters.LetterCount::count).sum());
        return "dead-letters-retry";
    }

    /** The queues that have sequences which match. */
    private SortedSet<String> matchingGroups(LetterFilter filter) {
        SortedSet<String> groups = new TreeSet<>();
        String cursor = null;
        int pages = 0;
        do {
            Page<DeadLetters> page = api.list(filter.on(ApiRequest.get("/dead-letters"))
                    .with("limit", MOST_ROWS)
                    .with("cursor", cursor), DeadLetters.class).orThrow();
            page.items().forEach(one -> groups.add(one.group()));
            cursor = page.next();
        } while (cursor != null && ++pages < MOST_PAGES);
        return groups;
    }

    @GetMapping("/given-up/{group}")
    String givenUp(@PathVariable String group, Model model) {
        PageModel.add(model, "decisions", api.read(ApiRequest.get("/dead-letters/{group}/given-up", group)
                .with("limit", ROWS), Decisions.class));
        model.addAttribute("group", group);
        return "given-up";
    }

    @PostMapping(SEQUENCE + "/retry")
    String retry(@PathVariable String group, @PathVariable String sequence, @RequestParam String reason,
            RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        after.addAllAttributes(Map.of("group", group, "sequence", sequence));
        return Actions.then(after, BACK, () -> {
            api.send(ApiRequest.post(SEQUENCE + "/retry", group, sequence).body(Map.of("reason", reason)));
            return "The sequence is tried again. It is resolved when it is no longer listed.";
        });
    }

    @PostMapping(SEQUENCE + "/give-up")
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
