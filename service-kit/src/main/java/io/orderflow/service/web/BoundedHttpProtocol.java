package io.orderflow.service.web;

import io.orderflow.service.resilience.RepeatedTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 with a time limit for the whole head of a request. Tomcat limits only the wait for each piece, so that one
 * byte every other second keeps a connection for hours.
 *
 * <p>Tomcat makes it by its name, with no arguments, and starts and stops it once. The look at the connections runs on
 * a thread of its own; it reads without a lock what other threads write, and so it closes a connection only where two
 * looks in a row found the same request unfinished.
 */
public final class BoundedHttpProtocol extends Http11NioProtocol {

    private static final Duration MAX_HEAD = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private Map<SocketWrapperBase<NioChannel>, Long> lateBefore = Map.of();
    private @Nullable RepeatedTask looks;

    @Override
    protected Processor createProcessor() {
        return new LingeringProcessor(this, getAdapter());
    }

    @Override
    public void start() throws Exception {
        super.start();
        looks = RepeatedTask.afterEvery(LOOK_INTERVAL, "late-requests", this::closeLate,
                failed -> getLog().warn("Connections whose requests are late could not be closed", failed));
    }

    @Override
    public void stop() throws Exception {
        RepeatedTask running = looks;
        if (running != null) {
            running.close();
        }
        super.stop();
    }

    private void closeLate() {
        Map<SocketWrapperBase<NioChannel>, Long> late = new HashMap<>();
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            long began = beginningOfLateHead(connection);
            if (began >= 0 && Long.valueOf(began).equals(lateBefore.get(connection))) {
                connection.close();
            } else if (began >= 0) {
                late.put(connection, began);
            }
        }
        lateBefore = late;
    }

    /**
     * The beginning of the request whose head is late; -1 where none is. A request that is being served has its head.
     */
    private static long beginningOfLateHead(SocketWrapperBase<NioChannel> connection) {
        if (connection.getCurrentProcessor() instanceof AbstractProcessor processor && !processor.isAsync()
                && !processor.isUpgrade()) {
            Request request = processor.getRequest();
            int stage = request.getRequestProcessor().getStage();
            long began = request.getStartTimeNanos();
            boolean served = stage == Constants.STAGE_SERVICE || stage == Constants.STAGE_PREPARE
                    || stage == Constants.STAGE_ENDINPUT || stage == Constants.STAGE_ENDOUTPUT;
            if (!served && began > 0 && System.nanoTime() - began > MAX_HEAD.toNanos()) {
                return began;
            }
        }
        return -1;
    }
}
