package io.orderflow.console.projections;

import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiProblem;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Reading;
import io.orderflow.console.page.Actions;
import io.orderflow.console.page.PageModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The projections: how far each has come, and its rebuilds. */
@Controller
final class ProjectionsController {

    private static final String OPERATIONS = "operations";
    private static final ApiRequest ALL = ApiRequest.get("/projections");

    private final Api api;
    private final Viewers viewers;
    private final Rates rates = new Rates();

    ProjectionsController(Api api, Viewers viewers) {
        this.api = api;
        this.viewers = viewers;
    }

    /** The projections, as the HTTP interface lists them. */
    public record ProjectionList(List<Projection> items) {}

    /** A projection with its events a second, null while they are not known. */
    public record Row(Projection projection, @Nullable Long rate) {}

    @GetMapping("/projections")
    String list(Model model) {
        ApiRequest lastRebuilds = ApiRequest.get("/rebuilds").with("limit", 10);
        api.ahead(ALL, lastRebuilds);
        Reading<ProjectionList> all = PageModel.add(model, "projections", api.read(ALL, ProjectionList.class));
        model.addAttribute("rows", all.list(ProjectionList::items)
                .stream()
                .map(one -> row(one, all))
                .toList());
        PageModel.add(model, "rebuilds", api.list(lastRebuilds, Rebuild.class));
        return "projections";
    }

    @GetMapping("/projections/{name}")
    String show(@PathVariable String name, Model model) {
        ApiRequest itsRebuilds = ApiRequest.get("/rebuilds").with("projection", name).with("limit", 20);
        api.ahead(ALL, itsRebuilds);
        Reading<ProjectionList> all = PageModel.add(model, "projections", api.read(ALL, ProjectionList.class));
        Row found = all.orThrow()
                .items()
                .stream()
                .filter(one -> one.name().equals(name))
                .map(one -> row(one, all))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("row", found);
        PageModel.add(model, "rebuilds", api.list(itsRebuilds, Rebuild.class));
        PageModel.mention(model, ApiRequest.post("/projections/{name}/rebuilds", name)
                .body(Map.of("promote", "manual", "reason", "…")));
        return "projection";
    }

    private Row row(Projection projection, Reading<ProjectionList> read) {
        return new Row(projection, rates.of(projection.name(), projection.position(), read.at()));
    }

    @PostMapping("/projections/{name}/rebuilds")
    String rebuild(@PathVariable String name, @RequestParam String promote, @RequestParam String reason,
            RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        try {
            Rebuild begun = api.send(ApiRequest.post("/projections/{name}/rebuilds", name)
                    .body(Map.of("promote", promote, "reason", reason))).as(Rebuild.class);
            after.addAttribute("id", begun.rebuildId());
            return "redirect:/rebuilds/{id}";
        } catch (ApiProblem refused) {
            after.addFlashAttribute("refusal", refused.getMessage());
            after.addAttribute("name", name);
            return "redirect:/projections/{name}";
        }
    }

    @PostMapping("/projections/{name}/rollback")
    String rollBack(@PathVariable String name, @RequestParam String reason, RedirectAttributes after) {
        viewers.current().require(OPERATIONS);
        after.addAttribute("name", name);
        return Actions.then(after, "redirect:/projections/{name}", () -> {
            api.send(ApiRequest.post("/projections/{name}/rollback", name).body(Map.of("reason", reason)));
            return "The documents before the last rebuild serve again.";
        });
    }
}
