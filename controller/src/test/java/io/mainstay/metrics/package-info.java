@NullMarked
package io.mainstay.metrics;

import org.jspecify.annotations.NullMarked;
