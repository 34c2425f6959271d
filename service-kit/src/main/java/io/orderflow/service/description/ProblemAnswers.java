package io.orderflow.service.description;

import io.orderflow.api.problem.ProblemCode;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answer to each status of a problem, with the codes that it may have. */
final class ProblemAnswers {

    private ProblemAnswers() {}

    /**
     * The answers by the names under which routes refer to them.
     *
     * @param common the headers that any of them may have
     */
    static Map<String, ApiResponse> byName(Map<String, Header> common) {
        return Arrays.stream(ProblemCode.values())
                .collect(Collectors.groupingBy(ProblemCode::status, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(codes -> "Problem" + codes.getKey(),
                        codes -> answer(codes.getKey(), codes.getValue(), common), (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static ApiResponse answer(int status, List<ProblemCode> codes, Map<String, Header> common) {
        ApiResponse answer = new ApiResponse().content(Described.problem()).description(codes.stream()
                .map(code -> code.name() + ": " + code.title())
                .collect(Collectors.joining("; ")));
        answer.getContent().values().forEach(content -> content.setExample(exampleOf(codes.getFirst())));
        common.forEach(answer::addHeaderObject);
        headers(status).forEach(answer::addHeaderObject);
        return answer;
    }

    private static Map<String, Object> exampleOf(ProblemCode code) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "urn:orderflow:problem:" + code.name().toLowerCase().replace('_', '-'));
        example.put("title", code.title());
        example.put("status", code.status());
        example.put("instance", "/orders");
        example.put("code", code.name());
        example.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        return example;
    }

    /** The headers that only a problem of this status may have. */
    static Map<String, Header> headers(int status) {
        Map<String, Header> headers = new LinkedHashMap<>();
        switch (status) {
            case 401, 403 -> headers.put("WWW-Authenticate",
                    Described.header("Which token is needed, as in RFC 6750", new StringSchema()));
            case 409, 429, 503 -> headers.put("Retry-After",
                    Described.header("After how many seconds a repeat makes sense", new IntegerSchema()));
            case 406, 415 -> headers.put("Accept",
                    Described.header("The media types that can be had, or taken", new StringSchema()));
            default -> {
                // Such a problem has no header of its own.
            }
        }
        if (status == 409) {
            headers.put("Location",
                    Described.header("What is in the way", new StringSchema().format("uri-reference")));
        }
        return headers;
    }
}
