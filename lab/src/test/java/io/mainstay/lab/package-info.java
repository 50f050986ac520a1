/** The lab's tests of itself and, on it, of the product: classes named IT need namespaces and run by {@code lab/test}. */
@NullMarked
package io.mainstay.lab;

import org.jspecify.annotations.NullMarked;
