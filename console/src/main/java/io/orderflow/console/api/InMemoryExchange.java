package io.orderflow.console.api;

import io.orderflow.console.api.Calls.Answer;
import jakarta.servlet.ServletConnection;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Adapter;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.OutputBuffer;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * One read that Tomcat answers without a connection. It is to Tomcat what its processor of HTTP/1.1 is, with a request
 * that is already read, and an answer that stays in memory. Tomcat calls it on the thread that reads, and needs nothing of a
 * connection as long as the answer is not given asynchronously. Used once, by one thread.
 */
final class InMemoryExchange extends AbstractProcessor implements InputBuffer, OutputBuffer {

    private static final Log LOG = LogFactory.getLog(InMemoryExchange.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int USUAL_SIZE = 4096;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_SIZE);

    InMemoryExchange(Adapter server) {
        super(server);
        request.setInputBuffer(this);
        response.setOutputBuffer(this);
    }

    Answer read(URI target, HttpHeaders headers) {
        prepareRequest(target, headers);
        try {
            adapter.service(request, response);
        } catch (Exception failed) {
            throw new CompletionException(failed);
        }
        if (isAsync() || getErrorState().isError()) {
            throw new IllegalStateException("There is no whole answer to " + target.getPath());
        }
        return new Answer(response.getStatus(), answeredHeaders(), body.toByteArray());
    }

    /** The request as the server would have read it from a connection of this machine. */
    private void prepareRequest(URI target, HttpHeaders headers) {
        request.markStartTime();
        request.setMethod(HttpMethod.GET.name());
        put(request.requestURI(), target.getRawPath());
        if (target.getRawQuery() != null) {
            put(request.queryString(), target.getRawQuery());
        }
        request.protocol().setString("HTTP/1.1");
        request.serverName().setString(Objects.requireNonNull(target.getHost()));
        request.setServerPort(target.getPort());
        request.setLocalPort(target.getPort());
        for (MessageBytes end : new MessageBytes[]{request.remoteAddr(), request.peerAddr(), request.remoteHost(),
                request.localAddr(), request.localName()}) {
            end.setString(LOOPBACK);
        }
        MimeHeaders fields = request.getMimeHeaders();
        fields.addValue(HttpHeaders.HOST).setString(target.getRawAuthority());
        headers.forEach((name, values) -> values.forEach(value -> fields.addValue(name).setString(value)));
    }

    /** Bytes are what the server decodes and normalizes; it believes text to be so already. */
    private static void put(MessageBytes part, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        part.setBytes(bytes, 0, bytes.length);
    }

    private HttpHeaders answeredHeaders() {
        HttpHeaders headers = new HttpHeaders();
        MimeHeaders fields = response.getMimeHeaders();
        for (int i = 0; i < fields.size(); i++) {
            headers.add(fields.getName(i).toString(), fields.getValue(i).toString());
        }
        if (response.getContentType() != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, response.getContentType());
        }
        return headers;
    }

    /** The request has no body. */
    @Override
    public int doRead(ApplicationBufferHandler handler) {
        return -1;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    protected int available(boolean read) {
        return 0;
    }

    @Override
    protected boolean isRequestBodyFullyRead() {
        return true;
    }

    @Override
    protected void setRequestBody(ByteChunk replayed) {
        throw new UnsupportedOperationException("A read has no body");
    }

    @Override
    protected void disableSwallowRequest() {}

    @Override
    protected void ack(ContinueResponseTiming timing) {}

    @Override
    protected void registerReadInterest() {}

    @Override
    protected boolean isTrailerFieldsReady() {
        return true;
    }

    @Override
    public int doWrite(ByteBuffer chunk) {
        if (!response.isCommitted()) {
            prepareResponse();
        }
        byte[] written = new byte[chunk.remaining()];
        chunk.get(written);
        body.writeBytes(written);
        return written.length;
    }

    @Override
    public long getBytesWritten() {
        return body.size();
    }

    @Override
    protected void prepareResponse() {
        response.setCommitted(true);
    }

    @Override
    protected void setSwallowResponse() {}

    @Override
    protected void earlyHints() {}

    @Override
    protected void flush() {}

    @Override
    protected void finishResponse() {}

    @Override
    protected boolean isReadyForWrite() {
        return true;
    }

    @Override
    protected boolean flushBufferedWrite() {
        return false;
    }

    @Override
    protected boolean getPopulateRequestAttributesFromSocket() {
        return false;
    }

    @Override
    protected @Nullable ServletConnection getServletConnection() {
        return null;
    }

    @Override
    protected SocketState service(SocketWrapperBase<?> connection) {
        throw new UnsupportedOperationException("There is no connection");
    }

    @Override
    protected SocketState dispatchEndRequest() {
        return SocketState.CLOSED;
    }

    @Override
    public void pause() {}

    @Override
    protected Log getLog() {
        return LOG;
    }
}
