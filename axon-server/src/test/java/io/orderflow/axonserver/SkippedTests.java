package io.orderflow.axonserver;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of a run which tests were skipped, and why. JUnit finds it in META-INF/services. It may be called by
 * several threads at once.
 */
public final class SkippedTests implements TestExecutionListener {

    private final Map<String, AtomicInteger> skipped = new ConcurrentHashMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        add(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            add(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason is given"));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        new TreeMap<>(skipped).forEach((test, times) -> System.out.printf("Skipped: %s (%d)%n", test, times.get()));
    }

    private void add(TestIdentifier test, String reason) {
        skipped.computeIfAbsent(classOf(test) + ": " + reason, key -> new AtomicInteger()).incrementAndGet();
    }

    private static String classOf(TestIdentifier test) {
        return test.getSource()
                .map(source -> switch (source) {
                    case MethodSource method -> method.getClassName();
                    case ClassSource type -> type.getClassName();
                    default -> test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }
}
