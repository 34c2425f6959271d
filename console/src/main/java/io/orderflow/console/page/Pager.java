package io.orderflow.console.page;

import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.util.UriUtils;

/** The ways between the pages of a list, relative to the list's own address: {@code nextUrl} and {@code firstUrl}. */
public final class Pager {

    private Pager() {}

    /**
     * Makes the ways known to the template.
     *
     * @param filter the parameters of the list; null and blank values are left out
     * @param cursor where this page begins; absent on the first one
     * @param next   where the next page begins; absent on the last one
     */
    public static void add(Model model, Map<String, @Nullable String> filter, @Nullable String cursor,
            @Nullable String next) {
        String first = query(filter);
        model.addAttribute("firstUrl", cursor == null ? null : first);
        model.addAttribute("nextUrl", next == null
                ? null
                : first + (first.equals("?") ? "" : "&") + parameter("cursor", next));
    }

    /** A query of these parameters, which begins with a question mark; null and blank values are left out. */
    public static String query(Map<String, @Nullable String> filter) {
        List<String> parameters = new ArrayList<>();
        filter.forEach((name, value) -> {
            if (value != null && !value.isBlank()) {
                parameters.add(parameter(name, value));
            }
        });
        return "?" + String.join("&", parameters);
    }

    /** As {@link #add(Model, Map, String, String)}, for a list of the HTTP interface. */
    public static <I> void add(Model model, Map<String, @Nullable String> filter, @Nullable String cursor,
            Reading<Page<I>> list) {
        Page<I> page = list.value();
        add(model, filter, cursor, page == null ? null : page.next());
    }

    private static String parameter(String name, String value) {
        return name + "=" + UriUtils.encode(value, "UTF-8");
    }
}
