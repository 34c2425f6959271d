/**
 * The conventions of our HTTP interfaces: strict JSON in, problems with a code out, versions and consistency tokens.
 */
@NullMarked
package io.orderflow.service.web;

import org.jspecify.annotations.NullMarked;
