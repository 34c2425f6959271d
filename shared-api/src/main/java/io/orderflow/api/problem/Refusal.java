package io.orderflow.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.api.message.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * What crosses the bus when a command or a query is refused: a code and a sentence, never an exception.
 *
 * @param currentVersion the version that the aggregate is in, where it is refused for being in that one
 */
@MessageType("problem.refusal")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refusal(ProblemCode code, String detail, @Nullable Long currentVersion) {

    public Refusal(ProblemCode code, String detail) {
        this(code, detail, null);
    }
}
