package io.orderflow.projection.serve;

import io.orderflow.projection.api.Listing;
import io.orderflow.projection.engine.WaitingDeadLetters;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Describes the mark that {@link DeadLetterItemMarker} puts on entries of lists. The framework calls it for every type
 * that a route takes or answers, by several threads. Stateless.
 */
final class MarkedEntries implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
            Iterator<ModelConverter> others) {
        Schema<?> schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
        if (schema != null && Listing.Entry.class.isAssignableFrom(
                Json.mapper().constructType(type.getType()).getRawClass())) {
            Schema<?> model = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels().get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                Schema<?> waiting = context.resolve(new AnnotatedType(WaitingDeadLetters.class).resolveAsRef(true));
                model.addProperty(DeadLetterMark.STALE, new BooleanSchema().description(
                        "In a list, true where the entry lacks events that wait as dead letters"));
                model.addProperty(DeadLetterMark.HELD_BACK_BY, new ArraySchema().items(waiting)
                        .description("The sequences of dead letters that such an entry lacks"));
            }
        }
        return schema;
    }
}
