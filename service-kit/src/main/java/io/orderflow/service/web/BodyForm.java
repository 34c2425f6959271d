package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a body must be before anybody reads it: JSON by its type, in UTF-8, and not encoded otherwise. */
final class BodyForm {

    private static final String IDENTITY = "identity";

    private BodyForm() {}

    /**
     * Judges what the headers say.
     *
     * @throws UnusableMediaType where it cannot be read here
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
     * Judges the body, whoever it is for. A parser would find out by itself that it is in UTF-16: no byte of a JSON text
     * in UTF-8 is zero, and some are in every other encoding of Unicode.
     *
     * @throws UnusableMediaType where it is of another type
     * @throws BodyNotUtf8       where it is in another encoding
     */
    static void requireJson(@Nullable String contentType, byte[] body) {
        if (body.length == 0) {
            return;
        }
        MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
        if (type == null || !MediaType.APPLICATION_JSON.includes(type) || !JsonOnly.isUtf8(type)) {
            throw new UnusableMediaType("A body must be application/json, in UTF-8");
        }
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

    /** What is behind this takes a wildcard for a mistake of the server, and a charset that it does not know as well. */
    private static boolean isConcrete(String contentType) {
        try {
            return MediaType.parseMediaType(contentType).isConcrete();
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
