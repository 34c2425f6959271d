/** What this service knows of customers by itself: a replica of their names, kept up by their events. */
@NullMarked
package io.orderflow.query.profiles;

import org.jspecify.annotations.NullMarked;
