package io.mainstay.controller;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signal handlers. {@code sun.misc.Signal} is the JDK's only door to them ({@code jdk.unsupported} exports it for that),
 * reached by reflection because the compiler warns of it and warnings are errors here.
 */
final class PosixSignals {
    private PosixSignals() {}

    /** Runs the action, on a thread of the JVM's, whenever the signal comes. */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler run = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            Object listener =
                    Proxy.newProxyInstance(PosixSignals.class.getClassLoader(), new Class<?>[] {handler}, run);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no handler for SIG" + name + ": this JVM has no sun.misc.Signal", e);
        }
    }
}
