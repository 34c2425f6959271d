package io.orderflow.console.orders;

import io.orderflow.console.access.Viewer;
import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.ApiStreams;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.deadletters.WaitingLetters;
import io.orderflow.console.eventlog.LoggedEvent;
import io.orderflow.console.ledger.Account;
import io.orderflow.console.page.Html;
import io.orderflow.console.page.Moments;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Show;
import io.orderflow.console.sagas.Saga;
import io.orderflow.console.server.PausedProcessors;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The page of one order, now or as of a past moment. */
@Controller
final class OrderController {

    /** The events of a page of its history. */
    private static final int EVENTS = 50;

    private final Api api;
    private final ApiStreams streams;
    private final Viewers viewers;
    private final Show show;

    OrderController(Api api, ApiStreams streams, Viewers viewers, Show show) {
        this.api = api;
        this.streams = streams;
        this.viewers = viewers;
        this.show = show;
    }

    /**
     * What the page shows of an order.
     *
     * @param asOf  the past moment, as a position; absent for now
     * @param at    the past moment, as a field for times has it; absent for now
     * @param view  how its history is shown
     * @param events where the page of its history begins
     */
    record Looks(@Nullable String asOf, @Nullable String at, @Nullable String view, @Nullable String events) {

        @Nullable
        String moment() {
            String chosen = at == null || at.isBlank() ? asOf : Moments.ofField(at);
            return chosen == null || chosen.isBlank() ? null : chosen;
        }

        String viewOrCompact() {
            return view == null || !List.of("timeline", "raw").contains(view) ? "compact" : view;
        }
    }

    @GetMapping("/orders/{orderId}")
    String show(@PathVariable String orderId, Looks looks, HttpServletRequest page, Model model) {
        Viewer viewer = viewers.current();
        String moment = looks.moment();
        ApiRequest ofOrder = ApiRequest.get("/orders/{orderId}", orderId).with("asOf", moment);
        ApiRequest ofSaga = ApiRequest.get("/sagas/{orderId}", orderId).with("asOf", moment);
        api.ahead(ofOrder, historyOf(orderId, looks));
        ApiRequest ofLetters = WaitingLetters.ofOrder(orderId);
        if (viewer.can("operations")) {
            api.ahead(ofSaga);
            if (moment == null) {
                api.ahead(ofLetters);
            }
        }
        Reading<Order> order = PageModel.add(model, "order", api.read(ofOrder, Order.class));
        if (moment == null && order.isThere()) {
            accountOf(viewer, order.get()).ifPresent(api::ahead);
        }
        boolean unborn = moment != null && order.problem() != null && order.problem().isMissing();
        if (!unborn) {
            order.orThrow();
        }
        model.addAttribute("orderId", orderId);
        model.addAttribute("moment", moment);
        Instant asked = Moments.asked(moment);
        model.addAttribute("asked", asked);
        model.addAttribute("askedField", asked == null ? null : Moments.inField(asked));
        model.addAttribute("view", looks.viewOrCompact());
        if (viewer.can("operations")) {
            Reading<Saga> saga = PageModel.add(model, "saga", api.read(ofSaga, Saga.class));
            saga.list(one -> List.of(FlowDrawing.of(one))).forEach(flow -> model.addAttribute("flow", flow));
        }
        addHistory(new HistoryRows(orderId, looks.events(), new Html(show, page.getContextPath())), looks, order,
                model);
        if (moment == null && viewer.can("operations")) {
            PageModel.mention(model, ofLetters);
            model.addAttribute("letters", api.list(ofLetters, WaitingLetters.class).list(Page::items));
        }
        if (moment == null && order.isThere()) {
            addMoney(viewer, order.get(), model);
            if (viewer.can("operations") && order.get().isUnderWay()) {
                PausedProcessors.add(model, api, order.get().placedAt());
            }
            Instant hourAgo = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
            model.addAttribute("hourAgo", hourAgo.isAfter(order.get().placedAt()) ? hourAgo : null);
        }
        return "order";
    }

    private static ApiRequest historyOf(String orderId, Looks looks) {
        return ApiRequest.get("/orders/{orderId}/events", orderId)
                .with("limit", EVENTS)
                .with("cursor", looks.events())
                .with("changes", true);
    }

    private void addHistory(HistoryRows rows, Looks looks, Reading<Order> order, Model model) {
        Reading<OrderHistory> history = PageModel.add(model, "history",
                api.read(historyOf(rows.orderId(), looks), OrderHistory.class));
        List<LoggedEvent> events = history.list(OrderHistory::items);
        List<HistoryEntry> entries = events.isEmpty()
                ? List.of()
                : HistoryEntry.of(events, order.isThere() ? order.get().placedAt() : events.getFirst().time(),
                        looks.moment());
        model.addAttribute("entries", entries);
        model.addAttribute("rows", switch (looks.viewOrCompact()) {
            case "compact" -> rows.compact(entries);
            case "timeline" -> rows.timeline(entries);
            default -> "";
        });
        model.addAttribute("movements", MoneyMovement.of(entries.stream()
                .filter(entry -> !entry.later())
                .map(HistoryEntry::event)
                .toList()));
        model.addAttribute("eventsFrom", looks.events());
        model.addAttribute("slider", Slider.of(history.list(OrderHistory::stops), looks.moment(),
                looks.events() != null, history.isThere() && history.get().next() != null));
    }

    private void addMoney(Viewer viewer, Order order, Model model) {
        accountOf(viewer, order)
                .ifPresent(request -> PageModel.add(model, "account", api.read(request, Account.class)));
    }

    /** Asks for the account of an order, where the person may see it. */
    private static Optional<ApiRequest> accountOf(Viewer viewer, Order order) {
        return viewer.can("ledger:read") && order.accountId() != null
                ? Optional.of(ApiRequest.get("/accounts/{accountId}", order.accountId()))
                : Optional.empty();
    }

    /** Tells the page whenever the order changes. */
    @GetMapping("/orders/{orderId}/live")
    SseEmitter live(@PathVariable String orderId) {
        return streams.changes(ApiRequest.get("/orders/{orderId}/updates", orderId), "change");
    }

    /** The graph of causes, on a page of its own and as a part of the order's page. */
    @GetMapping("/orders/{orderId}/causes")
    String causes(@PathVariable String orderId, @RequestParam(required = false) @Nullable String focus,
            @RequestParam(required = false) @Nullable String cursor, Model model) {
        Reading<Causes> causes = PageModel.add(model, "causes", api.read(ApiRequest.get("/orders/{orderId}/causes",
                orderId).with("limit", EVENTS).with("cursor", cursor), Causes.class));
        model.addAttribute("orderId", orderId);
        model.addAttribute("cursor", cursor == null || cursor.isBlank() ? null : cursor);
        model.addAttribute("focus", focus);
        causes.list(one -> List.of(CauseDrawing.of(one, focus))).forEach(graph -> model.addAttribute("graph", graph));
        return "causes";
    }
}
