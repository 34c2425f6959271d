package io.orderflow.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a refused command or query: a code and a sentence. An exception never crosses the bus.
 *
 * @param currentVersion the present version of the aggregate, when the command was refused because it expected another
 *                       one
 */
@MessageType("problem.refusal")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refusal(ProblemCode code, String detail, @Nullable Long currentVersion) {

    public Refusal(ProblemCode code, String detail) {
        this(code, detail, null);
    }
}
