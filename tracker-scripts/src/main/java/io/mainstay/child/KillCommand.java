package io.mainstay.child;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals through kill(1) of util-linux or procps: a process per signal, which is enough for what ends rarely. */
public final class KillCommand implements Signals {
    private static final int WAIT_SECONDS = 2;

    @Override
    public boolean send(int signal, long pid) {
        try {
            Process kill = new ProcessBuilder("/bin/kill", "-" + signal, "--", Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return kill.waitFor(WAIT_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
        } catch (IOException e) {
            Log.cannotSignal(signal, pid, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
