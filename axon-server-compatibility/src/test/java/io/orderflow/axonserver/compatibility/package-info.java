/** The server in projects that are not ours, with other versions of Axon Framework and Spring Boot. */
@NullMarked
package io.orderflow.axonserver.compatibility;

import org.jspecify.annotations.NullMarked;
