package io.orderflow.projection.document;

import java.nio.charset.StandardCharsets;
import org.bson.io.BasicOutputBuffer;

/** Writes a text in one go, where the driver's own buffer writes it character by character. Not thread-safe. */
final class DocumentBuffer extends BasicOutputBuffer {

    private static final byte END = 0;

    DocumentBuffer(int initialBytes) {
        super(initialBytes);
    }

    @Override
    public void writeString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeInt32(bytes.length + 1);
        writeBytes(bytes, 0, bytes.length);
        writeByte(END);
    }

    @Override
    public void writeCString(String name) {
        if (name.indexOf(END) >= 0) {
            // The driver's own method says what is wrong with such a name.
            super.writeCString(name);
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        writeBytes(bytes, 0, bytes.length);
        writeByte(END);
    }
}
