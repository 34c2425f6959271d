package io.orderflow.console.orders;

import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.page.Html;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import io.orderflow.console.page.Show;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of orders, the newest first. */
@Controller
final class OrdersController {

    private static final int PAGE = 50;

    private final Api api;
    private final Show show;

    OrdersController(Api api, Show show) {
        this.api = api;
        this.show = show;
    }

    @GetMapping("/orders")
    String list(OrderFilter filter, @RequestParam(required = false) @Nullable String cursor, HttpServletRequest page,
            Model model) {
        Reading<Page<Order>> orders = PageModel.add(model, "orders", api.list(filter.on(ApiRequest.get("/orders"))
                .with("limit", PAGE)
                .with("cursor", cursor), Order.class));
        Pager.add(model, filter.parameters(), cursor, orders);
        model.addAttribute("rows", OrderRows.of(orders.list(Page::items), new Html(show, page.getContextPath())));
        model.addAttribute("filter", filter);
        model.addAttribute("statuses", OrderFilter.STATUSES);
        return "orders";
    }

    /** Goes to the order of this identifier; where there is none, to the orders of the customer of this one. */
    @GetMapping("/orders/search")
    String search(@RequestParam String q, RedirectAttributes after) {
        String sought = q.strip();
        if (sought.isEmpty()) {
            return "redirect:/orders";
        }
        if (api.read(ApiRequest.get("/orders/{orderId}", sought), Order.class).isThere()) {
            after.addAttribute("orderId", sought);
            return "redirect:/orders/{orderId}";
        }
        after.addAttribute("customerId", sought);
        after.addFlashAttribute("refusal", "There is no order \"" + sought + "\"; these are the orders of the customer "
                + "of that name.");
        return "redirect:/orders";
    }
}
