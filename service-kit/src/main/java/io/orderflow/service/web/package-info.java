/**
 * The conventions of our HTTP interfaces: strict JSON in, problems with a code out, versions and consistency tokens, and
 * a limit of the requests that are worked on at once. A request beyond that limit waits for a short time and is then
 * refused, before any work is put into it.
 */
@NullMarked
package io.orderflow.service.web;

import org.jspecify.annotations.NullMarked;
