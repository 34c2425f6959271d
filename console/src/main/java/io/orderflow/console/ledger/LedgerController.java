package io.orderflow.console.ledger;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.ledger.Account.TrialBalance;
import io.orderflow.console.page.Moments;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The trial balance, now and at a moment, and the list of accounts. */
@Controller
final class LedgerController {

    private static final int ROWS = 25;

    private final Api api;
    private final Viewers viewers;

    LedgerController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    @GetMapping("/ledger")
    String list(@RequestParam(required = false) @Nullable String customerId,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String cursor, Model model) {
        ApiRequest ofAccounts = ApiRequest.get("/accounts")
                .with("customerId", customerId)
                .with("limit", ROWS)
                .with("cursor", cursor);
        if (viewers.current().can("operations")) {
            ApiRequest ofBalance = ApiRequest.get("/ledger/trial-balance").with("asOf", Moments.ofField(asOf));
            api.ahead(ofBalance, ofAccounts);
            PageModel.add(model, "balance", api.read(ofBalance, TrialBalance.class));
        }
        Reading<Page<Account>> accounts = PageModel.add(model, "accounts", api.list(ofAccounts, Account.class));
        model.addAttribute("customerId", customerId);
        model.addAttribute("asOf", asOf);
        Pager.add(model, ofNames("customerId", customerId, "asOf", asOf), cursor, accounts);
        return "ledger";
    }

    private static Map<String, @Nullable String> ofNames(String name, @Nullable String value, String other,
            @Nullable String otherValue) {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put(name, value);
        parameters.put(other, otherValue);
        return parameters;
    }

    /** Finds one account by its identifier. */
    @GetMapping(path = "/ledger", params = "accountId")
    String find(@RequestParam String accountId, RedirectAttributes after) {
        if (accountId.isBlank()) {
            return "redirect:/ledger";
        }
        after.addAttribute("accountId", accountId.strip());
        return "redirect:/ledger/accounts/{accountId}";
    }
}
