package io.orderflow.service.web;

import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Judges a request by its head alone. So it is asked before the body is read, and a client that asks first whether to
 * send its body ({@code Expect: 100-continue}) is refused without sending it. It is asked again with the other
 * interceptors, and must change nothing.
 */
public interface HeadCheck extends HandlerInterceptor {}
