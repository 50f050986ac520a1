package io.mainstay.proxy.monitor;

/** Exceptions in words for an operator. */
final class Causes {
    private Causes() {}

    /** The innermost message, or the kind where there is none. */
    static String text(Throwable error) {
        Throwable inner = error;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message;
    }
}
