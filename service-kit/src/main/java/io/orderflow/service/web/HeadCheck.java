package io.orderflow.service.web;

import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Judges a request by its head alone. The check runs before the body is read, so that a client that first asks whether
 * to send its body ({@code Expect: 100-continue}) is refused without sending it. It runs again with the other
 * interceptors, and must change nothing.
 */
public interface HeadCheck extends HandlerInterceptor {}
