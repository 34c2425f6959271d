package io.orderflow.console.sagas;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.deadletters.WaitingLetters;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import io.orderflow.console.server.PausedProcessors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of processes, the stuck ones first, and the page of one process with what an operator can do. */
@Controller
final class SagasController {

    private static final String OPERATIONS = "operations";
    private static final int PAGE = 25;
    /** The stuck processes that stand above the list; further ones are found by the filter. */
    private static final int STUCK = 10;
    /** The letters among which those of the shown processes usually are. */
    private static final ApiRequest LETTERS = ApiRequest.get("/dead-letters").with("limit", 50);

    private final Api api;
    private final Viewers viewers;

    SagasController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @GetMapping("/sagas")
    String list(SagaFilter filter, @RequestParam(required = false) @Nullable String cursor, Model model) {
        SagaFilter stuck = SagaFilter.stuck();
        boolean first = filter.equals(SagaFilter.NONE) && cursor == null;
        List<Saga> shown = new ArrayList<>();
        ApiRequest ofStuck = stuck.on(ApiRequest.get("/sagas")).with("limit", STUCK);
        ApiRequest ofSagas = filter.on(ApiRequest.get("/sagas")).with("limit", PAGE).with("cursor", cursor);
        if (first) {
            api.ahead(ofStuck, ofSagas, LETTERS);
            shown.addAll(PageModel.add(model, "stuck", api.list(ofStuck, Saga.class)).list(Page::items));
        } else {
            api.ahead(ofSagas, LETTERS);
        }
        Reading<Page<Saga>> sagas = PageModel.add(model, "sagas", api.list(ofSagas, Saga.class));
        shown.addAll(sagas.list(Page::items));
        addLetters(shown, model);
        model.addAttribute("first", first);
        model.addAttribute("filter", filter);
        model.addAttribute("stuckFilter", stuck);
        Pager.add(model, first ? Map.of() : filter.parameters(), cursor, sagas);
        model.addAttribute("steps", SagaWords.STEPS);
        model.addAttribute("ages", SagaWords.AGES);
        model.addAttribute("answers", SagaWords.ANSWERS);
        model.addAttribute("interventions", Intervention.values());
        return "sagas";
    }

    @GetMapping("/sagas/{orderId}")
    String show(@PathVariable String orderId, Model model) {
        ApiRequest ofSaga = ApiRequest.get("/sagas/{orderId}", orderId);
        ApiRequest ofLetters = WaitingLetters.ofOrder(orderId);
        api.ahead(ofSaga, ofLetters);
        Reading<Saga> saga = PageModel.add(model, "saga", api.read(ofSaga, Saga.class));
        saga.orThrow();
        addLetters(ofLetters, api.list(ofLetters, WaitingLetters.class).list(Page::items), model);
        if (!saga.get().isEnded()) {
            PausedProcessors.add(model, api, saga.get().progressAt());
        }
        for (Possibility one : saga.get().possibilities()) {
            if (one.possible()) {
                PageModel.mention(model, request(orderId, one.intervention(), "…"));
            }
        }
        return "saga";
    }

    /** Looks for the letters of each shown process by itself only where there are too many letters to read them all. */
    private void addLetters(List<Saga> shown, Model model) {
        Reading<Page<WaitingLetters>> first = api.list(LETTERS, WaitingLetters.class);
        List<WaitingLetters> found = new ArrayList<>(first.list(Page::items));
        if (first.isThere() && first.get().next() != null) {
            List<ApiRequest> further = shown.stream()
                    .map(Saga::orderId)
                    .distinct()
                    .filter(order -> found.stream().noneMatch(letters -> letters.sequence().equals(order)))
                    .map(WaitingLetters::ofOrder)
                    .toList();
            api.ahead(further.toArray(ApiRequest[]::new));
            further.forEach(request -> found.addAll(api.list(request, WaitingLetters.class).list(Page::items)));
        }
        addLetters(LETTERS, found, model);
    }

    /** By orders, the letters that hold their processes back. A page without them is still a page. */
    private static void addLetters(ApiRequest request, List<WaitingLetters> letters, Model model) {
        PageModel.mention(model, request);
        model.addAttribute("held", letters.stream()
                .filter(WaitingLetters::isOfProcessor)
                .collect(Collectors.groupingBy(WaitingLetters::sequence)));
    }

    @PostMapping("/sagas/{orderId}/{action:retry|skip|cancel}")
    String intervene(@PathVariable String orderId, @PathVariable String action, @RequestParam String reason,
            RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        Intervention intervention = Intervention.ofAction(action);
        after.addAttribute("orderId", orderId);
        return Actions.then(after, "redirect:/sagas/{orderId}", () -> {
            api.send(request(orderId, intervention, reason));
            return intervention.asked();
        });
    }

    private static ApiRequest request(String orderId, Intervention intervention, String reason) {
        return ApiRequest.post("/sagas/{orderId}/" + intervention.route(), orderId).body(Map.of("reason", reason));
    }
}
