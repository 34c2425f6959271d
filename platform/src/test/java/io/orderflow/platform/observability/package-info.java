/** The page of metrics, the dashboards and the alerts, held to what the platform shows. */
@NullMarked
package io.orderflow.platform.observability;

import org.jspecify.annotations.NullMarked;
