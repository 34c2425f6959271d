package io.orderflow.console.page;

import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Reading;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ui.Model;

/** Puts readings into the model of a page, where its frame finds how fresh they are and how to get them by oneself. */
public final class PageModel {

    private static final String READINGS = "readings";

    private PageModel() {}

    /** Makes a reading known to the template under a name, and returns it. */
    @SuppressWarnings("unchecked")
    public static <T> Reading<T> add(Model model, String name, Reading<T> reading) {
        model.addAttribute(name, reading);
        List<Reading<?>> readings = (List<Reading<?>>) model.asMap()
                .computeIfAbsent(READINGS, first -> new ArrayList<Reading<?>>());
        readings.add(reading);
        return reading;
    }

    /** Shows a request among those of "as curl" that the page does not read itself, such as that of an action. */
    @SuppressWarnings("unchecked")
    public static void mention(Model model, ApiRequest request) {
        List<ApiRequest> mentioned = (List<ApiRequest>) model.asMap()
                .computeIfAbsent("mentioned", first -> new ArrayList<ApiRequest>());
        mentioned.add(request);
    }
}
