package io.orderflow.console.batch;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import io.orderflow.console.page.Pager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages that batches of every kind have: their list, one with its items, and its end. Stateless. */
final class BatchPages {

    static final String OPERATIONS = "operations";
    private static final int PAGE = 50;
    private static final BatchFilter WORDS = new BatchFilter();

    private final BatchKind kind;
    private final Api api;
    private final Viewers viewers;

    BatchPages(BatchKind kind, Api api, Viewers viewers) {
        this.kind = kind;
        this.api = api;
        this.viewers = viewers;
    }

    String list(@Nullable String cursor, Model model) {
        describe(model);
        Reading<Page<Batch>> batches = PageModel.add(model, "batches", api.list(ApiRequest.get(kind.path())
                .with("limit", PAGE)
                .with("cursor", cursor), Batch.class));
        Pager.add(model, Map.of(), cursor, batches);
        return "batches";
    }

    String show(String id, @Nullable String cursor, Model model) {
        describe(model);
        ApiRequest ofBatch = ApiRequest.get(kind.path() + "/{id}", id);
        ApiRequest ofItems = ApiRequest.get(kind.path() + "/{id}/items", id).with("limit", PAGE).with("cursor", cursor);
        api.ahead(ofBatch, ofItems);
        PageModel.add(model, "batch", api.read(ofBatch, Batch.class)).orThrow();
        Reading<Page<BatchItem>> items = PageModel.add(model, "items", api.list(ofItems, BatchItem.class));
        Pager.add(model, Map.of(), cursor, items);
        return "batch";
    }

    void describe(Model model) {
        model.addAttribute("words", WORDS);
        model.addAttribute("kind", kind);
    }

    String cancel(String id, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        after.addAttribute("id", id);
        return Actions.then(after, "redirect:" + kind.path() + "/{id}", () -> {
            api.send(ApiRequest.delete(kind.path() + "/{id}", id));
            return "The batch ends after the items it is at. What is done stays done.";
        });
    }
}
