package io.orderflow.axonserver.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;

/**
 * Fields that messages have in newer connectors only. In an older one they are as if nobody had set them. The generated
 * classes of such a connector have no methods for them, so that the fields are reached by their names.
 */
final class NewerFields {

    private NewerFields() {}

    static String text(Message message, String field) {
        FieldDescriptor known = message.getDescriptorForType().findFieldByName(field);
        return known == null ? "" : (String) message.getField(known);
    }

    static boolean flag(Message message, String field) {
        FieldDescriptor known = message.getDescriptorForType().findFieldByName(field);
        return known != null && (boolean) message.getField(known);
    }

    static <B extends Message.Builder> B with(B message, String field, Object value) {
        FieldDescriptor known = message.getDescriptorForType().findFieldByName(field);
        if (known != null) {
            message.setField(known, value);
        }
        return message;
    }
}
