package io.orderflow.benchmarks;

import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Figures that are measured together, in a JVM of their own. */
public interface Suite {

    /** Unique among the suites. */
    String name();

    /** What it belongs to, so that all of that can be asked for at once. */
    String group();

    /** The names by which its figures can be asked for. */
    List<String> figures();

    /** Makes what the figures need, in a JVM of its own, unless another suite has left it there. */
    default void prepare(Request request) throws Exception {}

    /** Measures, and hands out each figure as soon as it is known. */
    void measure(Request request, Consumer<Figure> results) throws Exception;

    /**
     * What is to be measured.
     *
     * @param figures some of the suite's
     * @param work    a directory that all suites of a run share; it is deleted at the end
     */
    record Request(List<String> figures, Plan plan, Path work) {

        /** Whether one of the figures begins with a name, followed by nothing or by a dot. */
        public boolean asksFor(String name) {
            return figures.stream().anyMatch(figure -> figure.equals(name) || figure.startsWith(name + '.'));
        }
    }
}
