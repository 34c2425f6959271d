package io.orderflow.service.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request whose body, at most {@value BodyTooLarge#MAX_BODY_BYTES} bytes, has been read and can be read again. */
public final class BufferedRequest extends HttpServletRequestWrapper {

    private final byte[] body;

    private BufferedRequest(HttpServletRequest request) throws IOException {
        super(request);
        this.body = request.getInputStream().readNBytes(BodyTooLarge.MAX_BODY_BYTES + 1);
        if (body.length > BodyTooLarge.MAX_BODY_BYTES) {
            throw new BodyTooLarge();
        }
    }

    /**
     * Reads the body of the request, unless that has been done.
     *
     * @throws BodyTooLarge where it goes on beyond the limit
     */
    public static BufferedRequest of(HttpServletRequest request) throws IOException {
        return request instanceof BufferedRequest buffered ? buffered : new BufferedRequest(request);
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
