/** Tests of the login. */
@NullMarked
package io.mainstay.proxy.auth;

import org.jspecify.annotations.NullMarked;
