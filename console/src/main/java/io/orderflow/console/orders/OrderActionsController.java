package io.orderflow.console.orders;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.page.Actions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a person can do with an order: cancel it, ship it, give its payment back. */
@Controller
final class OrderActionsController {

    private static final String ORDER_PAGE = "redirect:/orders/{orderId}";

    private final Api api;
    private final Viewers viewers;

    OrderActionsController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @PostMapping("/orders/{orderId}/cancellation")
    String cancel(@PathVariable String orderId, @RequestParam String reason, RedirectAttributes after) {
        viewers.current().require("orders:write");
        return send(after, orderId, ApiRequest.post("/orders/{orderId}/cancellation", orderId)
                .body(Map.of("reason", reason)), "The order is cancelled; what was done for it is being undone.");
    }

    @PostMapping("/orders/{orderId}/shipment")
    String ship(@PathVariable String orderId, @RequestParam(defaultValue = "") String carrier,
            @RequestParam(defaultValue = "") String trackingNumber,
            RedirectAttributes after) {
        viewers.current().require("operations");
        Map<String, String> shipment = new LinkedHashMap<>();
        if (!carrier.isBlank()) {
            shipment.put("carrier", carrier.strip());
        }
        if (!trackingNumber.isBlank()) {
            shipment.put("trackingNumber", trackingNumber.strip());
        }
        return send(after, orderId, ApiRequest.post("/orders/{orderId}/shipment", orderId).body(shipment),
                "The order is shipped; its payment is being collected.");
    }

    @PostMapping("/orders/{orderId}/refund")
    String refund(@PathVariable String orderId, @RequestParam String paymentId,
            @RequestParam String reason, RedirectAttributes after) {
        viewers.current().require("operations");
        return send(after, orderId, ApiRequest.post("/payments/{paymentId}/refund", paymentId)
                .body(Map.of("reason", reason)),
                "The refund has been asked for. It is not paid until the payment says so.");
    }

    private String send(RedirectAttributes after, String orderId, ApiRequest request, String done) {
        after.addAttribute("orderId", orderId);
        return Actions.then(after, ORDER_PAGE, () -> {
            api.send(request);
            return done;
        });
    }
}
