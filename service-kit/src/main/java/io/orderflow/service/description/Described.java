package io.orderflow.service.description;

import io.orderflow.service.web.Problem;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.function.Predicate;

/** The parts of a description that several rooms write in the same way. */
public final class Described {

    private static final String PROBLEMS = "#/components/responses/Problem";

    private Described() {}

    /** The content of every problem. */
    static Content problem() {
        return new Content().addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                new MediaType().schema(new Schema<>().$ref(Problem.class.getSimpleName())));
    }

    /** Says that the route may answer with problems of these statuses. What it says itself of one of them stays. */
    public static void problems(Operation operation, int... statuses) {
        for (int status : statuses) {
            ApiResponse own = operation.getResponses().get(Integer.toString(status));
            if (own == null) {
                operation.getResponses().addApiResponse(Integer.toString(status),
                        new ApiResponse().$ref(PROBLEMS + status));
            } else if (own.get$ref() == null) {
                own.setContent(problem());
                EveryRoute.HEADERS.forEach(own::addHeaderObject);
                ProblemAnswers.headers(status).forEach(own::addHeaderObject);
            }
        }
    }

    /** Adds a header to each successful answer, and to 304. */
    public static void header(Operation operation, String name, Header header) {
        header(operation, status -> status < 400, name, header);
    }

    /** Adds a header to the answers of some statuses. */
    public static void header(Operation operation, Predicate<Integer> statuses, String name, Header header) {
        operation.getResponses().forEach((status, answer) -> {
            if (statuses.test(Integer.valueOf(status))) {
                answer.addHeaderObject(name, header);
            }
        });
    }

    /** A header that an answer may have. */
    public static Header header(String description, Schema<?> schema) {
        return new Header().description(description).schema(schema);
    }

    /** A header that an answer always has. */
    public static Header always(String description, Schema<?> schema) {
        return header(description, schema).required(true);
    }

    /** A header that a request may have. */
    public static Parameter requestHeader(String name, String description, Schema<?> schema) {
        return new HeaderParameter().name(name).description(description).schema(schema);
    }
}
