package io.mainstay.control;

import java.io.IOException;

/** Answers requests. Called on the threads of the control socket, several at a time. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers with one line or more; the end of the call is the end of the answer.
     *
     * @throws RefusedException when the request is not carried out
     * @throws IOException when the client has gone or takes too long
     * @throws InterruptedException when the server ends
     */
    void answer(Request request, Lines out) throws RefusedException, IOException, InterruptedException;

    /** Where the lines of an answer go. */
    interface Lines {
        /** Sends one line, a JSON object. */
        void line(String json) throws IOException;

        /** Whether the client is still there; an answer without end asks now and then. */
        boolean isWanted() throws IOException;
    }
}
