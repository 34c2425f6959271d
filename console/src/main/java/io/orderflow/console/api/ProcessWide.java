package io.orderflow.console.api;

/**
 * Starts what all of the process has in common, and what keeps the class loader of whoever needs it first. That must not
 * be the one of a console within another application's web server, which ends before the process does.
 */
public final class ProcessWide {

    private ProcessWide() {}

    /** @param starter starts it, where it has not been started yet */
    public static void start(Runnable starter) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ProcessWide.class.getClassLoader());
        try {
            starter.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
