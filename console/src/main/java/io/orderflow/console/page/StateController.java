package io.orderflow.console.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.orderflow.console.access.OpenToAll;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Availability;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Whether the platform answers, for the header of every page; and whether the console itself is well, for probes. */
@Controller
class StateController {

    private static final String UP = "UP";

    private final Api api;
    private final ShellAdvice shell;
    private final Availability availability;

    StateController(Api api, ShellAdvice shell, Availability availability) {
        this.api = api;
        this.shell = shell;
        this.availability = availability;
    }

    /** The health of the console or of a part of it, in the form of the services' health. */
    record Health(String status, @JsonInclude(Include.NON_EMPTY) Map<String, ?> details,
            @JsonInclude(Include.NON_EMPTY) Map<String, Health> components) {

        static Health of(String status, Map<String, ?> details) {
            return new Health(status, details, Map.of());
        }
    }

    /** A part of the header. */
    @GetMapping("/state")
    String state(Model model, HttpServletRequest request) {
        api.read(ApiRequest.get("/actuator/health/liveness"), Map.class);
        model.addAttribute("shell", shell.shell(request, ""));
        return "parts :: state";
    }

    /** Without the platform pages still open, with what they last knew: that is no reason to restart the console. */
    @OpenToAll
    @ResponseBody
    @GetMapping({"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/health/startup"})
    Health probe() {
        return Health.of(UP, Map.of());
    }

    @OpenToAll
    @ResponseBody
    @GetMapping("/actuator/health")
    Health health() {
        Instant away = availability.state().away();
        Health platform = away == null ? Health.of(UP, Map.of()) : Health.of("DEGRADED", Map.of("noAnswerSince", away));
        return new Health(platform.status(), Map.of(), Map.of("platform", platform));
    }
}
