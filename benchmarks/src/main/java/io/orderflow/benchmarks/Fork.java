package io.orderflow.benchmarks;

import io.orderflow.benchmarks.measure.Figure;
import io.orderflow.benchmarks.measure.JavaProcess;
import io.orderflow.benchmarks.measure.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs one suite in a fresh JVM, so that no suite runs on code that was compiled for the load of another one. */
final class Fork {

    private static final String PREPARE = "prepare";
    private static final String MEASURE = "measure";
    private static final String LOGGING = "io/orderflow/axonserver/standalone/logback.xml";
    private static final int FIGURES_AT = 7;

    private Fork() {}

    /** Returns whether the suite succeeded. Its figures go to this process's standard output. */
    static boolean run(Suite suite, Suite.Request request) throws IOException, InterruptedException {
        return run(PREPARE, suite, request) && run(MEASURE, suite, request);
    }

    private static boolean run(String task, Suite suite, Suite.Request request)
            throws IOException, InterruptedException {
        Plan plan = request.plan();
        List<String> arguments = new ArrayList<>(List.of(task, suite.name(), request.work().toString(),
                String.valueOf(plan.rounds()), plan.roundTime().toString(), plan.firstWarmUp().toString(),
                plan.warmUp().toString()));
        arguments.addAll(request.figures());
        Process process = JavaProcess.command(Fork.class, arguments).inheritIO().start();
        try {
            return process.waitFor() == 0;
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    /**
     * Runs in the fresh JVM. Only figures may reach its standard output, so the output of libraries goes to standard
     * error.
     */
    public static void main(String[] args) throws Exception {
        PrintStream figures = System.out;
        System.setOut(System.err);
        System.setProperty("logback.configurationFile", LOGGING);
        System.setProperty("logging.config", "classpath:" + LOGGING);
        JavaProcess.endWithParent();
        Suite suite = Suites.named(args[1]);
        Plan plan = new Plan(Integer.parseInt(args[3]), Duration.parse(args[4]), Duration.parse(args[5]),
                Duration.parse(args[6]));
        Suite.Request request = new Suite.Request(Arrays.asList(args).subList(FIGURES_AT, args.length), plan,
                Path.of(args[2]));
        if (args[0].equals(PREPARE)) {
            suite.prepare(request);
        } else {
            suite.measure(request, figure -> print(figures, figure));
        }
        System.exit(0);
    }

    private static void print(PrintStream to, Figure figure) {
        to.println(figure.line());
        to.flush();
    }
}
