package io.orderflow.mongoserver.store;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Names of fields that are to be found in stored documents. Immutable. */
public final class FieldNames {

    private final byte[][] encoded;
    private final String[] names;

    private FieldNames(Collection<String> names) {
        this.names = names.toArray(String[]::new);
        this.encoded = names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    public static FieldNames of(Collection<String> names) {
        return new FieldNames(names);
    }

    /** The name among these that is encoded at a place; null where another name is. */
    @Nullable
    String at(ByteBuf buffer, int index, int length) {
        for (int name = 0; name < encoded.length; name++) {
            if (encoded[name].length == length && isAt(buffer, index, encoded[name])) {
                return names[name];
            }
        }
        return null;
    }

    private static boolean isAt(ByteBuf buffer, int index, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (buffer.getByte(index + i) != name[i]) {
                return false;
            }
        }
        return true;
    }
}
