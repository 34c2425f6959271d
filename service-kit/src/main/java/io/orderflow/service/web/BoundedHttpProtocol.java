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
 * HTTP/1.1 with a time limit for the whole head of a request, and with as many connections and requests as the heap has
 * room for ({@link HeapRoom}). Tomcat limits only the wait for each piece of a head, so that one byte every other second
 * keeps a connection for hours; and its buffers, twice as large by default, are made before it knows what for.
 *
 * <p>Tomcat makes it by its name, with no arguments, and starts and stops it once. The look at the connections runs on
 * a thread of its own; it reads without a lock what other threads write, and so it closes a connection only where two
 * looks in a row found the same request unfinished.
 */
public final class BoundedHttpProtocol extends Http11NioProtocol {

    private static final Duration MAX_HEAD = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);
    /** What one read takes at most, in bytes: the head of a usual request, and a piece of a large body. */
    private static final String READ_BUFFER = "2048";
    /** What one write sends at most, in bytes. */
    private static final String WRITE_BUFFER = "4096";
    /** The largest answer that is kept until it is whole, and so has a length, in bytes; as many characters are kept too. */
    private static final int ANSWER_BUFFER = 4096;
    /** The length of the fields after a body in chunks, in bytes, which nobody here reads. */
    private static final int MAX_TRAILER = 512;

    private Map<SocketWrapperBase<NioChannel>, Long> lateBefore = Map.of();
    private int maxRequests = Integer.MAX_VALUE;
    private RequestRoom room = new RequestRoom(0);
    private @Nullable RepeatedTask looks;
    private @Nullable RepeatedTask reports;
    /** How many refused requests the log knows of. */
    private long reported;

    /** With the buffers and limits of this class. */
    public BoundedHttpProtocol() {
        setProperty("socket.appReadBufSize", READ_BUFFER);
        setProperty("socket.appWriteBufSize", WRITE_BUFFER);
        setMaxTrailerSize(MAX_TRAILER);
    }

    /** Sets how many requests are served at once, before the start; where the heap has room for fewer, that has no effect. */
    public void setMaxRequests(int maxRequests) {
        this.maxRequests = maxRequests;
    }

    /** Lowers the numbers of connections and of requests to what the heap has room for. */
    @Override
    public void init() throws Exception {
        setMaxConnections(Math.min(getMaxConnections(), HeapRoom.connections(isSSLEnabled())));
        room = new RequestRoom(Math.min(maxRequests, HeapRoom.requests(isSSLEnabled())));
        super.init();
    }

    @Override
    public int getDesiredBufferSize() {
        return ANSWER_BUFFER;
    }

    @Override
    protected Processor createProcessor() {
        return new LingeringProcessor(this, getAdapter(), room);
    }

    @Override
    public void start() throws Exception {
        super.start();
        looks = RepeatedTask.afterEvery(LOOK_INTERVAL, "late-requests", this::closeLate,
                failed -> getLog().warn("Connections whose requests are late could not be closed", failed));
        reports = RepeatedTask.afterEvery(REPORT_INTERVAL, "refused-requests", this::report,
                failed -> getLog().warn("Refused requests could not be counted", failed));
    }

    @Override
    public void stop() throws Exception {
        for (RepeatedTask running : new RepeatedTask[]{looks, reports}) {
            if (running != null) {
                running.close();
            }
        }
        super.stop();
    }

    /** The number of requests for which there was no room. */
    long refused() {
        return room.refused();
    }

    private void report() {
        long refused = refused();
        if (refused > reported) {
            getLog().warn("The heap had no room for %d more requests in %d s: they were refused with 503"
                    .formatted(refused - reported, REPORT_INTERVAL.toSeconds()));
            reported = refused;
        }
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
