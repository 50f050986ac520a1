package io.mainstay.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.conf.model.UserConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    Path directory;

    /** PR_SET_PDEATHSIG is tied to the thread that started the child, so a thread stands for the controller here. */
    private void childEndsWithItsParent(@Nullable UserConfig user) throws Exception {
        String script = Scripts.write(directory, "child", "echo up; exec sleep 93");
        CompletableFuture<Process> started = new CompletableFuture<>();
        CountDownLatch end = new CountDownLatch(1);
        Thread parent = Thread.ofPlatform().start(() -> {
            try {
                started.complete(new Launcher(new Users())
                        .prepare(List.of(script), user, Map.of(), "KILL")
                        .redirectOutput(directory.resolve("out").toFile())
                        .start());
                end.await();
            } catch (Exception e) {
                started.completeExceptionally(e);
            }
        });
        Process child = started.get();
        await().until(() -> Files.readString(directory.resolve("out")).equals("up\n"));
        assertTrue(child.isAlive());
        end.countDown();
        parent.join();
        assertEquals(137, child.waitFor());
    }

    @Test
    void childEndsWithItsParent() throws Exception {
        childEndsWithItsParent(null);
    }

    @Test
    void childOfAnotherUserEndsWithItsParent() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        childEndsWithItsParent(new UserConfig("nobody", null));
    }
}
