package io.orderflow.console.page;

import io.orderflow.console.access.OpenToAll;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.jspecify.annotations.Nullable;

/** The pages before a sign-in and after a sign-out. */
@Controller
class SessionController {

    @OpenToAll
    @GetMapping("/sign-in")
    String signIn(@RequestParam(required = false) @Nullable String refused, Model model) {
        model.addAttribute("declined", refused != null);
        return "sign-in";
    }

    @OpenToAll
    @GetMapping("/signed-out")
    String signedOut() {
        return "signed-out";
    }
}
