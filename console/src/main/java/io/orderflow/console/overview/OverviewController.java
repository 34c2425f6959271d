package io.orderflow.console.overview;

import io.orderflow.console.access.Viewer;
import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.ApiSettings;
import io.orderflow.console.api.Reading;
import io.orderflow.console.page.PageModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. */
@Controller
final class OverviewController {

    private final Api api;
    private final Viewers viewers;
    private final ApiSettings settings;
    private final RecentHour hour = new RecentHour();

    OverviewController(Api api, Viewers viewers, ApiSettings settings) {
        this.api = api;
        this.viewers = viewers;
        this.settings = settings;
    }

    @GetMapping("/")
    String show(Model model) {
        Viewer viewer = viewers.current();
        if (!viewer.can("operations")) {
            return "welcome";
        }
        List<ApiRequest> requests = settings.metrics().stream().map(Metrics::request).toList();
        api.ahead(requests.toArray(ApiRequest[]::new));
        List<String> pages = new ArrayList<>();
        Instant at = Instant.MAX;
        for (ApiRequest request : requests) {
            Reading<String> page = PageModel.add(model, "metrics", api.text(request));
            if (page.isThere()) {
                pages.add(page.get());
                at = page.at().isBefore(at) ? page.at() : at;
            }
        }
        if (!pages.isEmpty()) {
            Metrics metrics = Metrics.of(pages);
            Snapshot now = Snapshot.of(metrics, at);
            hour.add(now);
            model.addAttribute("overview", Overview.of(metrics, hour, now));
            model.addAttribute("ordersChart", hour.orders());
            model.addAttribute("loadChart", hour.load());
            model.addAttribute("since", hour.since(at));
        }
        return "overview";
    }
}
