package io.orderflow.console.place;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiProblem;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.ledger.Account;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form that places an order, whose page then shows its way through the process. */
@Controller
final class PlaceController {

    private static final int CHOICES = 100;

    private final Api api;
    private final Viewers viewers;
    private final SampleData samples;

    PlaceController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
        this.samples = new SampleData(api);
    }

    @GetMapping("/place")
    String form(Model model) {
        ApiRequest ofProducts = ApiRequest.get("/products").with("limit", CHOICES);
        ApiRequest ofAccounts = ApiRequest.get("/accounts").with("limit", CHOICES);
        boolean seesAccounts = viewers.current().can("ledger:read");
        if (seesAccounts) {
            api.ahead(ofProducts, ofAccounts);
        }
        PageModel.add(model, "products", api.list(ofProducts, Product.class));
        if (seesAccounts) {
            PageModel.add(model, "accounts", api.list(ofAccounts, Account.class));
        }
        PageModel.mention(model, ApiRequest.post("/orders").body(Map.of("customerId", "c1", "accountId", "ada", "lines",
                List.of(Map.of("sku", "PEN", "quantity", 1, "unitPrice", Map.of("amount", "1.50", "currency",
                        "USD"))))));
        model.addAttribute("key", UUID.randomUUID().toString());
        return "place";
    }

    /** A form that is sent twice places one order, as it has one key. */
    @PostMapping("/place")
    String place(@RequestParam String account, @RequestParam String key, HttpServletRequest request,
            RedirectAttributes after) {
        viewers.current().require("orders:write");
        try {
            Account payer = api.get(ApiRequest.get("/accounts/{accountId}", account), Account.class);
            if (payer.customerId() == null) {
                throw new OrderForm.Incomplete("The account belongs to no customer; choose another one.");
            }
            OrderForm form = OrderForm.of(account, payer.customerId(), request.getParameterMap());
            after.addAttribute("orderId", api.send(ApiRequest.post("/orders").body(form.body()), key)
                    .createdId()
                    .orElseThrow());
            after.addFlashAttribute("notice", "The order is placed. Below you see its way through the process.");
            return "redirect:/orders/{orderId}";
        } catch (OrderForm.Incomplete | ApiProblem refused) {
            after.addFlashAttribute("refusal", refused.getMessage());
            return "redirect:/place";
        }
    }

    @PostMapping("/place/samples")
    String makeSamples(RedirectAttributes after) {
        SampleData.SCOPES.forEach(viewers.current()::require);
        return Actions.then(after, "redirect:/place", samples::make);
    }
}
