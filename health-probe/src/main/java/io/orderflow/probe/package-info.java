/** The probe that a container engine runs in the container of a process. */
@NullMarked
package io.orderflow.probe;

import org.jspecify.annotations.NullMarked;
