/**
 * The configuration whole: files to {@link io.mainstay.conf.model.ControllerConfig}, with every finding on the way.
 * Called by the controller and its command line. Depends on the readers, the table of keys and the model.
 */
@NullMarked
package io.mainstay.conf;

import org.jspecify.annotations.NullMarked;
