package io.orderflow.console.page;

import io.orderflow.console.access.Viewer;
import io.orderflow.console.access.Viewers;
import io.orderflow.console.api.Availability;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Gives every page its frame. Stateless. */
@ControllerAdvice
class ShellAdvice {

    private static final List<String> THEMES = List.of("dark", "light");

    private final Viewers viewers;
    private final Availability availability;
    private final Show show;
    private final String version;

    ShellAdvice(Viewers viewers, Availability availability, Show show) {
        this.viewers = viewers;
        this.availability = availability;
        this.show = show;
        this.version = Assets.version();
    }

    @ModelAttribute("show")
    Show show() {
        return show;
    }

    @ModelAttribute("viewer")
    Viewer viewer() {
        return viewers.current();
    }

    @ModelAttribute("shell")
    Shell shell(HttpServletRequest request, @CookieValue(name = "theme", defaultValue = "") String theme) {
        String own = request.getServletContext().getContextPath();
        String context = request.getContextPath();
        String prefix = context.endsWith(own) ? context.substring(0, context.length() - own.length()) : context;
        String origin = ServletUriComponentsBuilder.fromRequestUri(request).replacePath(prefix).replaceQuery(null)
                .toUriString();
        return new Shell(viewers.current(), availability::state, THEMES.contains(theme) ? theme : "", origin, prefix,
                version);
    }
}
