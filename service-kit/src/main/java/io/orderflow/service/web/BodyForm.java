package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** Judges the form of a body before it is parsed: JSON by its type, in UTF-8, and not encoded otherwise. */
final class BodyForm {

    private static final String IDENTITY = "identity";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private BodyForm() {}

    /** Whether the request comes with a body, which may still turn out to be empty where its length is not said. */
    static boolean isAnnounced(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /**
     * Judges the type of an announced body, before it is read. A body in chunks without a type may be empty.
     *
     * @throws UnusableMediaType where it is of another type
     */
    static void requireType(HttpServletRequest request) {
        String type = request.getContentType();
        if (type != null || request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.EXPECT) != null) {
            requireJson(type);
        }
    }

    /**
     * Judges the headers of a body.
     *
     * @throws UnusableMediaType where the body cannot be read here
     */
    static void requireReadable(HttpServletRequest request) {
        List<String> encodings = Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING));
        if (!encodings.stream().allMatch(encoding -> encoding.strip().equalsIgnoreCase(IDENTITY))) {
            throw new UnusableMediaType("Content-Encoding must be identity: send the body as it is");
        }
        String type = request.getContentType();
        if (type != null && !isConcrete(type)) {
            throw new UnusableMediaType("Content-Type must name one media type");
        }
    }

    /**
     * Judges the body of any route. A parser would accept UTF-16 by itself: no byte of a JSON text in UTF-8 is zero,
     * and some are in every other encoding of Unicode.
     *
     * @throws UnusableMediaType where it is of another type
     * @throws BodyNotUtf8 where it is in another encoding
     */
    static void requireJson(@Nullable String contentType, byte[] body) {
        if (body.length == 0) {
            return;
        }
        requireJson(contentType);
        for (byte octet : body) {
            if (octet == 0) {
                throw new BodyNotUtf8();
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException otherEncoding) {
            throw new BodyNotUtf8();
        }
    }

    private static void requireJson(@Nullable String contentType) {
        MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
        if (type == null || !MediaType.APPLICATION_JSON.includes(type) || !JsonOnly.isUtf8(type)) {
            throw new UnusableMediaType("A body must be application/json, in UTF-8");
        }
    }

    /**
     * Judges whether the route takes a body. An empty one does no harm. A client that sends {@code null} where a body
     * may be left out has most likely lost its content.
     *
     * @throws BodyNotTaken where the route takes no body, or not this one
     */
    static void requireTaken(HttpServletRequest request, HandlerMethod method, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (!takesBody(request, method) && !saysNothing(text)) {
            throw new BodyNotTaken("This takes no body: send none, or {}");
        }
        if (text.equals("null")) {
            throw new BodyNotTaken("A body must be an object, not null");
        }
    }

    private static boolean saysNothing(String text) {
        return text.isEmpty() || text.startsWith("{") && text.endsWith("}")
                && text.substring(1, text.length() - 1).isBlank();
    }

    private static boolean takesBody(HttpServletRequest request, HandlerMethod method) {
        return !READING.contains(request.getMethod()) && Stream.of(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }

    /**
     * Whether the type is concrete and readable. The framework would treat a wildcard, or a charset that it does not
     * know, as an error of the server.
     */
    private static boolean isConcrete(String contentType) {
        try {
            return MediaType.parseMediaType(contentType).isConcrete();
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
