package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Makes caches ask again before they show an answer, because documents change at any moment, and keeps shared caches
 * from storing it, because documents are personal. With an entity tag the answer to that question is a 304. A
 * controller may set another header. Thread-safe.
 */
final class Revalidation implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        return true;
    }
}
