/**
 * The encryption of the connections that a process opens, by Spring's SSL bundles, whose files may change while it runs.
 * What it listens on is encrypted by Spring itself.
 */
@NullMarked
package io.orderflow.service.tls;

import org.jspecify.annotations.NullMarked;
