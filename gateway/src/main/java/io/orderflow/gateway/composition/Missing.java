package io.orderflow.gateway.composition;

/**
 * A part of an answer that could not be had.
 *
 * @param part   its name
 * @param code   the code of the problem
 * @param reason the detail of the problem
 */
record Missing(String part, String code, String reason) {}
