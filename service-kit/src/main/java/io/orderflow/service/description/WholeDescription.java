package io.orderflow.service.description;

import io.orderflow.api.Money;
import io.orderflow.service.web.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Completes the description where it is whole: it adds what the routes refer to, closes the objects that requests
 * consist of, because an unknown field is refused, says that the amounts in them are more than zero, as all that
 * commands take are, and writes a header that many answers have down once. Stateless.
 */
final class WholeDescription implements OpenApiCustomizer {

    private static final Pattern NUMBERED = Pattern.compile(".*_[0-9]+");
    private static final String POSITIVE = "PositiveMoney";
    private static final String POSITIVE_AMOUNT = "^(0{0,14}[1-9][0-9]{0,14}(\\.[0-9]{1,4})?"
            + "|0{1,15}\\.([1-9][0-9]{0,3}|0[1-9][0-9]{0,2}|00[1-9][0-9]?|000[1-9]))$";

    private final ObjectProvider<RouteDescription> descriptions;

    WholeDescription(ObjectProvider<RouteDescription> descriptions) {
        this.descriptions = descriptions;
    }

    @Override
    public void customise(OpenAPI api) {
        Components components = api.getComponents();
        ResolvedSchema problem = ModelConverters.getInstance(false)
                .readAllAsResolvedSchema(new AnnotatedType(Problem.class));
        problem.referencedSchemas.forEach(components::addSchemas);
        components.addSchemas(Problem.class.getSimpleName(), problem.schema);
        Map<String, Header> headers = new TreeMap<>(EveryRoute.HEADERS);
        descriptions.forEach(one -> headers.putAll(one.headersOfProblems()));
        ProblemAnswers.byName(headers).forEach(components::addResponses);
        operations(api).forEach(operation -> complete(operation, components));
        Stream.concat(operations(api).flatMap(operation -> operation.getResponses().values().stream()),
                components.getResponses().values().stream()).forEach(answer -> share(answer, components));
    }

    private static Stream<Operation> operations(OpenAPI api) {
        return api.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    private static void complete(Operation operation, Components components) {
        if (NUMBERED.matcher(operation.getOperationId()).matches()) {
            throw new IllegalStateException("Two routes have the name of " + operation.getOperationId()
                    + ", by which generated clients call them: give them an operationId");
        }
        if (operation.getRequestBody() != null) {
            operation.getRequestBody().getContent().values().forEach(
                    content -> close(content.getSchema(), components));
        }
        operation.getResponses().values().stream().filter(answer -> answer.getContent() != null)
                .forEach(answer -> answer.getContent().replaceAll((type, content) -> type.startsWith("text/")
                        ? new MediaType().schema(new StringSchema())
                        : content));
    }

    private static void close(Schema<?> schema, Components components) {
        Schema<?> model = modelOf(schema, components);
        if (model == components.getSchemas().get(Money.class.getSimpleName())) {
            components.getSchemas().computeIfAbsent(POSITIVE, absent -> positive(model));
            schema.set$ref(POSITIVE);
            return;
        }
        if (model.getItems() != null) {
            close(model.getItems(), components);
        }
        if (model.getProperties() != null) {
            model.setAdditionalProperties(false);
            model.getProperties().values().forEach(property -> close(property, components));
        }
    }

    private static Schema<?> modelOf(Schema<?> schema, Components components) {
        return schema.get$ref() == null
                ? schema
                : components.getSchemas().get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
    }

    private static Schema<?> positive(Schema<?> money) {
        Schema<?> positive = new Schema<>();
        positive.setType("object");
        positive.setRequired(money.getRequired());
        positive.setAdditionalProperties(false);
        positive.addProperty("amount", new StringSchema().pattern(POSITIVE_AMOUNT).example("18.00"));
        positive.addProperty("currency", money.getProperties().get("currency"));
        return positive;
    }

    /** Replaces each header by a reference to the one of its name that is alike. */
    private static void share(ApiResponse answer, Components components) {
        Map<String, Header> headers = answer.getHeaders();
        if (headers == null) {
            return;
        }
        headers.replaceAll((name, header) -> {
            if (header.get$ref() != null) {
                return header;
            }
            if (components.getHeaders() == null || !components.getHeaders().containsKey(name)) {
                components.addHeaders(name, header);
            }
            return components.getHeaders().get(name).equals(header) ? new Header().$ref(name) : header;
        });
    }
}
