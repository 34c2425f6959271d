package io.orderflow.console.page;

import io.orderflow.console.api.ApiProblem;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Carries out what a form asks for, and comes back to a page, which says what became of it. */
public final class Actions {

    private Actions() {}

    /**
     * Carries out an action.
     *
     * @param next   the view that follows, such as {@code redirect:/deadlines}
     * @param action does it, and returns what is said about it
     */
    public static String then(RedirectAttributes after, String next, Supplier<String> action) {
        try {
            after.addFlashAttribute("notice", action.get());
        } catch (ApiProblem refused) {
            after.addFlashAttribute("refusal", refused.getMessage());
        }
        return next;
    }
}
