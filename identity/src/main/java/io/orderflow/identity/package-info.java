/**
 * An issuer of tokens for development and the embedded default. Elsewhere any OpenID provider takes its place: services
 * know it by its URL only.
 */
@NullMarked
package io.orderflow.identity;

import org.jspecify.annotations.NullMarked;
