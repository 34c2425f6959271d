package io.orderflow.console.page;

import io.orderflow.console.access.OpenToAll;
import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Whether the platform answers, for the header of every page; and whether the console itself is well, for probes. */
@Controller
class StateController {

    private final Api api;
    private final ShellAdvice shell;

    StateController(Api api, ShellAdvice shell) {
        this.api = api;
        this.shell = shell;
    }

    /** A part of the header. */
    @GetMapping("/state")
    String state(Model model, HttpServletRequest request) {
        api.read(ApiRequest.get("/actuator/health/liveness"), Map.class);
        model.addAttribute("shell", shell.shell(request, ""));
        return "parts :: state";
    }

    @OpenToAll
    @ResponseBody
    @GetMapping({"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness",
            "/actuator/health/startup"})
    Map<String, String> health() {
        return Map.of("status", "UP");
    }
}
