/** What can be known of images, Compose files and manifests without a container engine or a cluster. */
@NullMarked
package io.orderflow.platform.deployment;

import org.jspecify.annotations.NullMarked;
