/**
 * Hosts as network namespaces on one bridge, for end-to-end tests, the demo and the benchmark. Called by those three and by
 * the fixtures below this package; may depend on the JDK and on JNA (to enter a host's network with a thread).
 */
@NullMarked
package io.mainstay.lab;

import org.jspecify.annotations.NullMarked;
