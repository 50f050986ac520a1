/**
 * keepalived.conf to the syntax-neutral tree: comments, conditionals, definitions, repetition, include, quotes, braces
 * (keepalived.conf(5), "Configuration file syntax"). Called by the loader. Depends on text and schema.
 */
@NullMarked
package io.mainstay.conf.keepalived;

import org.jspecify.annotations.NullMarked;
