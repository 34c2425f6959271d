package io.orderflow.console.ledger;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.ledger.Account.Hold;
import io.orderflow.console.ledger.Account.Proof;
import io.orderflow.console.ledger.Account.StatementEntry;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One account: its money, its statement and holds, the proof of its postings; money goes in and out. */
@Controller
@RequestMapping("/ledger/accounts/{accountId}")
final class AccountPageController {

    private static final String WRITE = "ledger:write";
    private static final int ROWS = 25;
    private static final List<Movement> MOVEMENTS = List.of(new Movement("deposits", "Deposit"),
            new Movement("withdrawals", "Withdraw"));

    private final Api api;
    private final Viewers viewers;

    AccountPageController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    /** A way to move money by hand: the last part of its path, and its name. */
    public record Movement(String route, String title) {}

    @GetMapping
    String show(@PathVariable String accountId, @RequestParam(required = false) @Nullable String cursor, Model model) {
        boolean proven = viewers.current().can("operations") && cursor == null;
        ApiRequest ofAccount = ApiRequest.get("/accounts/{accountId}", accountId);
        ApiRequest ofHolds = ApiRequest.get("/accounts/{accountId}/holds", accountId).with("limit", ROWS);
        ApiRequest ofStatement = ApiRequest.get("/accounts/{accountId}/statement", accountId)
                .with("limit", ROWS)
                .with("cursor", cursor);
        ApiRequest ofProof = ApiRequest.get("/ledger/accounts/{accountId}/proof", accountId);
        api.ahead(ofAccount, ofHolds, ofStatement);
        if (proven) {
            api.ahead(ofProof);
        }
        PageModel.add(model, "account", api.read(ofAccount, Account.class)).orThrow();
        PageModel.add(model, "holds", api.list(ofHolds, Hold.class));
        Reading<Page<StatementEntry>> statement = PageModel.add(model, "statement",
                api.list(ofStatement, StatementEntry.class));
        if (proven) {
            Reading<Proof> proof = PageModel.add(model, "proof", api.read(ofProof, Proof.class));
            if (proof.isThere()) {
                model.addAttribute("chain", ChainDrawing.of(proof.get(), statement.list(Page::items)));
            }
        }
        Pager.add(model, Map.of(), cursor, statement);
        model.addAttribute("paged", cursor != null);
        model.addAttribute("movements", MOVEMENTS);
        model.addAttribute("key", UUID.randomUUID().toString());
        return "account";
    }

    @PostMapping("/{movement:deposits|withdrawals}")
    String move(@PathVariable String accountId, @PathVariable String movement, @RequestParam String amount,
            @RequestParam String currency, @RequestParam(required = false) @Nullable String transactionId,
            @RequestParam String reason, @RequestParam String key, RedirectAttributes after) {
        viewers.current().require(WRITE);
        after.addAttribute("accountId", accountId);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("amount", Map.of("amount", amount.strip(), "currency", currency));
        body.put("reason", reason.strip());
        if (transactionId != null && !transactionId.isBlank()) {
            body.put("transactionId", transactionId.strip());
        }
        return Actions.then(after, "redirect:/ledger/accounts/{accountId}", () -> {
            api.send(ApiRequest.post("/accounts/{accountId}/" + movement, accountId)
                    .body(body), key);
            return movement.equals("deposits") ? "The deposit is booked." : "The withdrawal is booked.";
        });
    }
}
