package io.orderflow.benchmarks;

import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A group of figures that are measured together, in a JVM of their own. */
public interface Suite {

    /** The name of the suite, unique among all suites. */
    String name();

    /** The group of the suite. A user can select all suites of a group at once. */
    String group();

    /** The names of its figures. */
    List<String> figures();

    /** Prepares the data of the figures, in a JVM of its own, unless another suite of the run has prepared it. */
    default void prepare(Request request) throws Exception {}

    /** Measures, and passes each figure on as soon as it is known. */
    void measure(Request request, Consumer<Figure> results) throws Exception;

    /**
     * A request to measure figures.
     *
     * @param figures the selected figures of the suite
     * @param work    a directory that all suites of a run share; it is deleted at the end
     */
    record Request(List<String> figures, Plan plan, Path work) {

        /** Whether a selected figure has this name, or begins with it and a dot. */
        public boolean asksFor(String name) {
            return figures.stream().anyMatch(figure -> figure.equals(name) || figure.startsWith(name + '.'));
        }
    }
}
