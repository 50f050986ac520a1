@NullMarked
package io.mainstay.controller;

import org.jspecify.annotations.NullMarked;
