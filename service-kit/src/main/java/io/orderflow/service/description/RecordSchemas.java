package io.orderflow.service.description;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import io.orderflow.api.Identifier;
import io.orderflow.api.Identifiers;
import io.orderflow.api.Money;
import io.orderflow.api.Text;
import io.orderflow.service.web.ReadableText;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.ComposedSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Describes records as they are sent: a component that may be null is nullable, and every other one is required; a
 * decimal number that is sent as a text is a text; an identifier is a text of its form. The framework has a schema for
 * each simple name of a class, so a second class of that name would replace the first one's fields: that is an error.
 *
 * <p>The framework calls it for every type that a route takes or answers, possibly several times for one type and by
 * several threads. Thread-safe.
 */
final class RecordSchemas implements ModelConverter {

    private static final String DECIMAL = "^-?[0-9]{1,30}(\\.[0-9]{1,30})?$";
    private static final String AMOUNT = "^[0-9]{1,15}(\\.[0-9]{1,4})?$";
    private static final String CURRENCY = "^[A-Z]{3}$";

    private final Map<String, JavaType> named = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
            Iterator<ModelConverter> others) {
        JavaType java = Json.mapper().constructType(type.getType());
        if (Identifier.class.isAssignableFrom(java.getRawClass())) {
            return identifier(java.getRawClass(), type.getCtxAnnotations());
        }
        if (JsonNode.class.isAssignableFrom(java.getRawClass())) {
            return json(type.getCtxAnnotations());
        }
        Schema<?> schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
        if (schema != null && java.getRawClass().isRecord()) {
            Schema<?> model = modelOf(schema, java, context);
            if (model != null && model.getProperties() != null) {
                complete(model, java.getRawClass());
                if (java.getRawClass() == Money.class) {
                    model.setAdditionalProperties(false);
                    model.getProperties().get("amount").setPattern(AMOUNT);
                    model.getProperties().get("currency").pattern(CURRENCY).setExample("USD");
                }
            }
        }
        return schema;
    }

    /** The example has the name of the kind of identifier, so that the examples of all routes fit together. */
    private static StringSchema identifier(Class<?> kind, Annotation @Nullable [] annotations) {
        StringSchema schema = new StringSchema();
        schema.minLength(1).maxLength(Identifiers.MAX_LENGTH).pattern(Identifiers.PATTERN);
        schema.setExample(kind.getSimpleName().replaceFirst("Id$", "").toLowerCase(Locale.ROOT) + "-1");
        annotated(annotations).forEach(own -> {
            if (own.maxLength() != Integer.MAX_VALUE) {
                schema.setMaxLength(own.maxLength());
            }
            schema.setDescription(own.description().isEmpty() ? null : own.description());
        });
        return schema;
    }

    /** JSON as another process has sent it, which is an object unless an annotation says otherwise. */
    private static Schema<?> json(Annotation @Nullable [] annotations) {
        Schema<?> schema = new Schema<>().type("object").additionalProperties(true);
        annotated(annotations).forEach(own -> {
            if (own.type().equals("string")) {
                schema.type(own.type()).setAdditionalProperties(null);
            }
            schema.setDescription(own.description().isEmpty() ? null : own.description());
        });
        return schema;
    }

    private static Stream<io.swagger.v3.oas.annotations.media.Schema> annotated(
            Annotation @Nullable [] annotations) {
        return Stream.of(annotations == null ? new Annotation[0] : annotations)
                .filter(io.swagger.v3.oas.annotations.media.Schema.class::isInstance)
                .map(io.swagger.v3.oas.annotations.media.Schema.class::cast);
    }

    private @Nullable Schema<?> modelOf(Schema<?> schema, JavaType java, ModelConverterContext context) {
        String name = schema.get$ref() == null
                ? schema.getName()
                : schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
        if (name == null) {
            return schema;
        }
        JavaType other = named.putIfAbsent(name, java);
        if (other != null && !other.equals(java)) {
            throw new IllegalStateException("The description has one schema for the name " + name + ", and " + java
                    + " needs another than " + other + ": name one of them by @Schema(name = …)");
        }
        return schema.get$ref() == null ? schema : context.getDefinedModels().get(name);
    }

    private static void complete(Schema<?> model, Class<?> described) {
        JsonInclude inclusion = described.getAnnotation(JsonInclude.class);
        List<String> required = new ArrayList<>();
        for (RecordComponent component : described.getRecordComponents()) {
            Schema<?> property = model.getProperties().get(component.getName());
            if (property != null) {
                Schema<?> own = property(property, component);
                boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                if (!mayBeNull && !isLeftOutWhereEmpty(component, inclusion)) {
                    required.add(component.getName());
                }
                model.getProperties().put(component.getName(), mayBeNull && inclusion == null ? nullable(own) : own);
            }
        }
        model.setRequired(required.isEmpty() ? null : required);
    }

    private static boolean isLeftOutWhereEmpty(RecordComponent component, @Nullable JsonInclude inclusion) {
        return inclusion != null && inclusion.value() == JsonInclude.Include.NON_EMPTY
                && Collection.class.isAssignableFrom(component.getType());
    }

    private static Schema<?> property(Schema<?> property, RecordComponent component) {
        JsonFormat format = component.getAccessor().getAnnotation(JsonFormat.class);
        if (component.getType() == BigDecimal.class && format != null && format.shape() == JsonFormat.Shape.STRING) {
            return new StringSchema().pattern(DECIMAL).example("18.00").description(property.getDescription());
        }
        if (component.getAccessor().isAnnotationPresent(ReadableText.class)) {
            property.setMinLength(1);
            property.setPattern(Text.PATTERN);
            property.setDescription("Text of " + Text.RULE);
        }
        return property;
    }

    /** Beside a reference nothing else counts. */
    private static Schema<?> nullable(Schema<?> property) {
        return property.get$ref() == null
                ? property.nullable(true)
                : new ComposedSchema().addAllOfItem(property).nullable(true);
    }
}
