package io.orderflow.service.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A request whose body, at most {@value BodyTooLarge#MAX_BODY_BYTES} bytes, has been read and can be read again. */
public final class BufferedRequest extends HttpServletRequestWrapper {

    private static final int PIECE_BYTES = 8_192;

    private final byte[] body;

    private BufferedRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** Reads the body; the web server ends a pause that is too long. */
    private static byte[] readInTime(InputStream in, long announced) throws IOException {
        try {
            return read(in, announced);
        } catch (IOException failed) {
            if (failed instanceof SocketTimeoutException || failed.getCause() instanceof SocketTimeoutException) {
                throw new BodyTooSlow();
            }
            throw failed;
        }
    }

    /**
     * @param announced the length in bytes, -1 where it is not known; the read of one byte more shows the end of the
     *                  body
     */
    private static byte[] read(InputStream in, long announced) throws IOException {
        long deadline = System.nanoTime() + BodyTooSlow.MAX_DURATION.toNanos();
        int usual = announced < 0 ? PIECE_BYTES : (int) Math.min(PIECE_BYTES, announced + 1);
        ByteArrayOutputStream body = new ByteArrayOutputStream(usual);
        byte[] piece = new byte[usual];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            body.write(piece, 0, length);
            if (body.size() > BodyTooLarge.MAX_BODY_BYTES) {
                throw new BodyTooLarge();
            }
            if (System.nanoTime() > deadline) {
                throw new BodyTooSlow();
            }
        }
        return body.toByteArray();
    }

    /**
     * Reads the body of the request, unless that has been done.
     *
     * @throws BodyTooLarge where its announced length, or its content, goes beyond the limit
     * @throws BodyTooSlow where it takes too long to come
     */
    public static BufferedRequest of(HttpServletRequest request) throws IOException {
        if (request instanceof BufferedRequest buffered) {
            return buffered;
        }
        if (request.getContentLengthLong() > BodyTooLarge.MAX_BODY_BYTES) {
            throw new BodyTooLarge();
        }
        return new BufferedRequest(request, readInTime(request.getInputStream(), request.getContentLengthLong()));
    }

    /** The request without its body, which no handler is going to read. */
    static BufferedRequest unread(HttpServletRequest request) {
        return new BufferedRequest(request, new byte[0]);
    }

    /** The whole body; not to be changed. */
    public byte[] body() {
        return body;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public ServletInputStream getInputStream() {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {

            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return bytes.read(target, offset, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("The body has been read already");
            }
        };
    }
}
