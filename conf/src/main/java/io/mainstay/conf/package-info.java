/**
 * From configuration files to the model: loading, comparing, describing. Called by the controller, the command line and
 * (for its own section) the proxy; may depend on every package of this module.
 */
@NullMarked
package io.mainstay.conf;

import org.jspecify.annotations.NullMarked;
