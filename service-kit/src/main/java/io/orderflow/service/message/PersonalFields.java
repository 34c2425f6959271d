package io.orderflow.service.message;

import io.orderflow.api.message.Personal;
import java.lang.reflect.RecordComponent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows messages without their personal values. Stateless. */
public final class PersonalFields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private PersonalFields() {}

    /** The message as JSON, in which {@link Personal#HIDDEN} stands for each component that is {@link Personal}. */
    public static JsonNode hidden(Object message) {
        JsonNode json = JSON.valueToTree(message);
        if (json instanceof ObjectNode fields && message instanceof Record) {
            for (RecordComponent component : message.getClass().getRecordComponents()) {
                if (component.isAnnotationPresent(Personal.class) && fields.hasNonNull(component.getName())) {
                    fields.put(component.getName(), Personal.HIDDEN);
                }
            }
        }
        return json;
    }
}
