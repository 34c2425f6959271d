package io.orderflow.gateway.migration;

/**
 * One field in which two answers differ.
 *
 * @param path   its place in the answer, as a JSON Pointer; {@code status} for the answer's status
 * @param legacy its value in the old system's answer, shortened; "absent" where there is none
 * @param fresh  its value in the new system's answer, likewise
 */
record FieldDifference(String path, String legacy, String fresh) {}
