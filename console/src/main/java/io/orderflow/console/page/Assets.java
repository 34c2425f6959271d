package io.orderflow.console.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.core.io.ClassPathResource;

/** The files of the pages: styles, scripts and signs. */
final class Assets {

    private static final String OWN = "io/orderflow/console/assets/";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final String HTMX = WEBJARS + "htmx.org/2.0.7/dist/";
    private static final String STREAMS = WEBJARS + "htmx-ext-sse/2.2.2/";
    private static final String CHARTS = WEBJARS + "uplot/1.6.30/dist/";
    private static final List<String> NAMED_IN_PAGES = List.of(OWN + "console.css", OWN + "console.js",
            OWN + "icon.svg", HTMX + "htmx.min.js", STREAMS + "sse.js", CHARTS + "uPlot.iife.min.js",
            CHARTS + "uPlot.min.css");

    private Assets() {}

    /** The directories that they are in. */
    static String[] locations() {
        return Stream.of(OWN, HTMX, STREAMS, CHARTS).map(path -> "classpath:/" + path).toArray(String[]::new);
    }

    /** Changes with any of the files that pages name, so that browsers need never ask for one again. */
    static String version() {
        CRC32 sum = new CRC32();
        for (String file : NAMED_IN_PAGES) {
            try {
                sum.update(new ClassPathResource(file).getContentAsByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
