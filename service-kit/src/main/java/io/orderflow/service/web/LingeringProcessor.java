package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP/1.1 on one connection. After an answer to a request whose body was not read, the processor reads and discards
 * what the client sends, for a short time: to close the connection at once would reset it, and a client that is still
 * sending could lose the answer. Where the rest has not come by then, it closes the connection. Tomcat by itself either closes at once, or reads on for as long as
 * the pieces come. Where the heap has no room for one more request, the processor refuses it by itself, before the
 * application makes its own objects of it.
 *
 * <p>Tomcat makes one processor for each connection in use, calls it on the thread that serves the request, one request
 * at a time, and uses it again for other connections. The answer has been sent when the adapter returns, unless it is
 * given asynchronously.
 */
final class LingeringProcessor extends Http11Processor {

    private static final Duration MAX_LINGER = Duration.ofSeconds(2);
    private static final Duration MAX_PAUSE = Duration.ofMillis(500);

    /**
     * The methods that the server allows at all. Tomcat's own list would have TRACE, which Tomcat lets pass so that a
     * filter refuses it with a problem.
     */
    private static final String ALLOWED = "GET, HEAD, POST, PUT, DELETE, OPTIONS";

    /** It names neither the request nor its trace, as there is neither yet. */
    private static final byte[] NO_ROOM = new JsonMapper()
            .writeValueAsBytes(Problem.of(ProblemCode.OVERLOADED, Overloaded.DETAIL, ""));

    private final Adapter lingering = new LingeringAdapter();
    private final RequestRoom room;

    LingeringProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, RequestRoom room) {
        super(protocol, adapter);
        this.room = room;
    }

    @Override
    public Adapter getAdapter() {
        return lingering;
    }

    private void linger() {
        if (isAsync() || getErrorState().isError() || isRequestBodyFullyRead()) {
            return;
        }
        long deadline = System.nanoTime() + MAX_LINGER.toNanos();
        getSocketWrapper().setReadTimeout(MAX_PAUSE.toMillis());
        try {
            ApplicationBufferHandler discarded = new DiscardingHandler();
            boolean more = !request.hasExpectation();
            while (more && System.nanoTime() < deadline) {
                more = request.doRead(discarded) >= 0;
            }
        } catch (IOException goneOrSilent) {
            getLog().debug("The rest of a refused body does not come", goneOrSilent);
        }
        if (!isRequestBodyFullyRead()) {
            // What may still come must not be taken for another request.
            setErrorState(ErrorState.CLOSE_CLEAN, null);
            action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** Passes all calls on, and lingers after a request. */
    private final class LingeringAdapter implements Adapter {

        /**
         * A request that is answered asynchronously gives its place back at once: few are, the live pages of the console.
         * One whose head cannot be read has no method, and is refused by the web server.
         */
        @Override
        public void service(Request request, Response response) throws Exception {
            Runnable leave = getErrorState().isError() ? () -> {} : enter(request);
            if (leave == null) {
                refuse(response);
            } else {
                try {
                    serve(request, response);
                } finally {
                    leave.run();
                }
            }
            linger();
        }

        private @Nullable Runnable enter(Request request) {
            boolean changes = !AdmissionFilter.READING.contains(request.getMethod());
            long body = request.getContentLengthLong();
            // A body in pieces has no length yet.
            boolean inPieces = body < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
            long bytes = inPieces ? BodyTooLarge.MAX_BODY_BYTES : Math.clamp(body, 0, BodyTooLarge.MAX_BODY_BYTES);
            return request.requestURI().startsWithIgnoreCase(AdmissionFilter.OPERATION, 0)
                    ? room.enterAsOperator(changes, bytes)
                    : room.enter(changes, bytes);
        }

        private void serve(Request request, Response response) throws Exception {
            boolean asksForAll = request.requestURI().equals("*") && HttpMethod.OPTIONS.matches(request.getMethod());
            if (asksForAll && !getErrorState().isError()) {
                response.setHeader(HttpHeaders.ALLOW, ALLOWED);
                response.action(ActionCode.CLOSE, null);
            } else {
                if (asksForAll) {
                    // Its head cannot be accepted, as for another transfer encoding. Tomcat would list its methods all
                    // the same, under a status that says otherwise.
                    request.requestURI().setString("/");
                }
                adapter.service(request, response);
            }
        }

        private void refuse(Response response) throws IOException {
            response.setStatus(ProblemCode.OVERLOADED.status());
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(RefusalPace.MAX_PAUSE.toSeconds()));
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(NO_ROOM.length);
            response.doWrite(ByteBuffer.wrap(NO_ROOM));
            response.action(ActionCode.CLOSE, null);
        }

        @Override
        public boolean prepare(Request request, Response response) throws Exception {
            return adapter.prepare(request, response);
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
            return adapter.asyncDispatch(request, response, event);
        }

        @Override
        public void log(Request request, Response response, long nanos) {
            adapter.log(request, response, nanos);
        }

        @Override
        public void checkRecycled(Request request, Response response) {
            adapter.checkRecycled(request, response);
        }

        @Override
        public String getDomain() {
            return adapter.getDomain();
        }
    }

    /** Discards bytes. */
    private static final class DiscardingHandler implements ApplicationBufferHandler {

        private @Nullable ByteBuffer piece;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            piece = buffer;
        }

        @Override
        public @Nullable ByteBuffer getByteBuffer() {
            return piece;
        }

        @Override
        public void expand(int size) {
            throw new UnsupportedOperationException("Nothing is kept");
        }
    }
}
