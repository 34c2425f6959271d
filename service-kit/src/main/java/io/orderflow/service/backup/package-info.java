/** Backups that a process makes of all the data of the platform, where it has all of them. */
@NullMarked
package io.orderflow.service.backup;

import org.jspecify.annotations.NullMarked;
